"""Calendar pages of screens: which days are shown, what stands on them, where it stands, and how it is moved."""
