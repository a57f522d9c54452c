"""Packages: several reports of one folder bound into one document, and its files read back."""

from reportgen.packaging.packager import AT_ONCE, BuiltPackage, Draft, Packager
from reportgen.packaging.proof import READERS, verify_packages

__all__ = ["AT_ONCE", "READERS", "BuiltPackage", "Draft", "Packager", "verify_packages"]
