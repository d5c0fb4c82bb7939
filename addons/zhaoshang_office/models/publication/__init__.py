from . import res_company
from . import publication
from . import publication_secret
from . import publication_public
from . import publication_demonstration
