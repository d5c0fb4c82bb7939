from . import (
    claim_line,
    claim,
)
