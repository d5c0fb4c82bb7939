from . import approval_proposal_refuse
