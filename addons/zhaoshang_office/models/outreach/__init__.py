from . import organisation_category
from . import organisation
