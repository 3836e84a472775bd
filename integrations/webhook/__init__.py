"""The agency's own software, over HTTPS, with a signature."""

from integrations.webhook.adapter import SignedHook
from integrations.webhook.signing import signature

__all__ = ["SignedHook", "signature"]
