// The print view opens the printer's dialog by itself, once.
window.addEventListener("load", () => window.print(), { once: true });
