mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name    = "threadwell-dev"
  is_prod = false
  origins = ["https://help.example.com"]
}

run "is_for_invited_people" {
  assert {
    condition     = aws_cognito_user_pool.this.admin_create_user_config[0].allow_admin_create_user_only
    error_message = "Nobody signs up."
  }

  assert {
    condition     = toset(keys(aws_cognito_user_group.this)) == toset(["curator", "operator"]) && alltrue([for key, group in aws_cognito_user_group.this : group.name == key])
    error_message = "The groups that the function looks for."
  }

  assert {
    condition     = aws_cognito_user_pool_client.desk.generate_secret == false && aws_cognito_user_pool_client.desk.allowed_oauth_flows == toset(["code"])
    error_message = "A page keeps no secret, and no token stands in an address."
  }

  assert {
    condition     = aws_cognito_user_pool_client.desk.explicit_auth_flows == toset(["ALLOW_REFRESH_TOKEN_AUTH"]) && aws_cognito_user_pool_client.desk.prevent_user_existence_errors == "ENABLED"
    error_message = "Passwords go to the sign-in page only, and it does not tell who has an account."
  }

  assert {
    condition     = aws_cognito_user_pool_client.desk.callback_urls == toset(["https://help.example.com/curate"])
    error_message = "Codes come back to the desk."
  }
}

run "tells_where" {
  assert {
    condition     = output.issuer == "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example01" && output.audience == "4exampleclientid"
    error_message = "As they stand in the tokens."
  }

  assert {
    condition     = output.authorize_endpoint == "https://threadwell-dev-123456789012.auth.us-east-1.amazoncognito.com/oauth2/authorize" && endswith(output.token_endpoint, "/oauth2/token") && startswith(output.token_endpoint, output.sign_in_origin) && output.logout_endpoint == "${output.sign_in_origin}/logout"
    error_message = "Where the desk sends people."
  }
}

run "prod_protects_people" {
  variables {
    is_prod = true
  }

  assert {
    condition     = aws_cognito_user_pool.this.deletion_protection == "ACTIVE" && aws_cognito_user_pool.this.mfa_configuration == "ON"
    error_message = "prod keeps its accounts and asks for a second factor."
  }
}

run "refuses_plain_http" {
  command = plan

  variables {
    origins = ["http://help.example.com"]
  }

  expect_failures = [var.origins]
}
