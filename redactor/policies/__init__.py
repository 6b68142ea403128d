"""One TOML file a policy; its name is the policy's name."""
