"""What packs give of this app besides the products themselves, which are read where their pictures are: by the site.

Taxes and policies come before products, prices after them: whoever reads products registers those.
"""

from apps.catalog.packs.codes import Codes
from apps.catalog.packs.extras import Extras
from apps.catalog.packs.files import FILE, ProductFile, add_file, files, forget_product, product_of
from apps.catalog.packs.policies import Policies
from apps.catalog.packs.prices import Prices
from apps.catalog.packs.selling import SELLING, read_selling, selling_columns, selling_values
from apps.catalog.packs.taxes import TaxClasses

__all__ = [
    "FILE",
    "SELLING",
    "Codes",
    "Extras",
    "Policies",
    "Prices",
    "ProductFile",
    "TaxClasses",
    "add_file",
    "files",
    "forget_product",
    "product_of",
    "read_selling",
    "selling_columns",
    "selling_values",
]
