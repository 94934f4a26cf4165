# tflint runs in CI only: `make validate` needs nothing but terraform.
# https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/config.md

config {
  # Modules are read through the roots that call them, with the values they get there.
  call_module_type = "local"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

plugin "aws" {
  enabled = true
  version = "0.48.0"
  source  = "github.com/terraform-linters/tflint-ruleset-aws"
}

# Modules have a file for each concern, and some need no main.tf.
rule "terraform_standard_module_structure" {
  enabled = false
}
