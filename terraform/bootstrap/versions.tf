terraform {
  required_version = ">= 1.13.0, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.30"
    }
  }

  # No backend: this makes the bucket that all other states are in. Its own state stays with whoever ran it; README.md says how to bring it along.
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Project = "threadwell"
      Stack   = "bootstrap"
    }
  }
}
