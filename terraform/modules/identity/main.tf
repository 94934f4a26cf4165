data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

# Accounts of the people who curate. Visitors have none.
resource "aws_cognito_user_pool" "this" {
  name                = var.name
  deletion_protection = var.is_prod ? "ACTIVE" : "INACTIVE"

  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = var.is_prod ? "ON" : "OPTIONAL"

  username_configuration {
    case_sensitive = false
  }

  admin_create_user_config {
    allow_admin_create_user_only = true # nobody signs up; an operator invites
  }

  software_token_mfa_configuration {
    enabled = true
  }

  password_policy {
    minimum_length                   = 14
    require_lowercase                = false # length is what counts
    require_numbers                  = false
    require_symbols                  = false
    require_uppercase                = false
    temporary_password_validity_days = 3
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }
}

resource "aws_cognito_user_pool_domain" "this" {
  # Unique in a region for all accounts.
  domain       = "${var.name}-${data.aws_caller_identity.current.account_id}"
  user_pool_id = aws_cognito_user_pool.this.id
}

# The function lets in who is in one of them; the names are those of its code.
resource "aws_cognito_user_group" "this" {
  for_each = {
    curator  = { precedence = 20, description = "Reviews drafts, reads gaps, starts refreshes." }
    operator = { precedence = 10, description = "What a curator may, and conversations with personal data masked." }
  }

  name         = each.key
  description  = each.value.description
  precedence   = each.value.precedence
  user_pool_id = aws_cognito_user_pool.this.id
}

# A page keeps no secret: the code that comes back is worth nothing without the verifier that the page made (PKCE).
resource "aws_cognito_user_pool_client" "desk" {
  name         = "${var.name}-desk"
  user_pool_id = aws_cognito_user_pool.this.id

  generate_secret                      = false
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "profile"]
  supported_identity_providers         = ["COGNITO"]
  callback_urls                        = [for origin in var.origins : "${origin}/curate"]
  logout_urls                          = [for origin in var.origins : "${origin}/curate"]

  # No password comes by API: only the sign-in page takes one.
  explicit_auth_flows           = ["ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true

  id_token_validity      = 1
  access_token_validity  = 1
  refresh_token_validity = var.session_hours

  token_validity_units {
    id_token      = "hours"
    access_token  = "hours"
    refresh_token = "hours"
  }
}
