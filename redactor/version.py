"""The version, in the one place that the package, its reports and the build read it from."""

VERSION = "0.1.0"
