"""Where the code stands."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MANAGE = ROOT / "manage.py"
DEFAULT_DATA = ROOT / ".quayside"
