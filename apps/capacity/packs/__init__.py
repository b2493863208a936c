"""What packs give of this app: classes and skills, when products take place and what they need, and sample resources.

Schedules come after the products: whoever reads those registers them.
"""

from apps.capacity.packs.kinds import ResourceClasses, Skills
from apps.capacity.packs.resources import Resources
from apps.capacity.packs.schedules import Schedules

__all__ = ["ResourceClasses", "Resources", "Schedules", "Skills"]
