terraform {
  required_version = ">= 1.13.0, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.30"
    }
  }

  # Bucket, key and region come with `terraform init -backend-config=backend.hcl`: a backend takes no variables.
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Project     = "threadwell"
      Environment = local.environment
      ManagedBy   = "terraform"
    }
  }
}
