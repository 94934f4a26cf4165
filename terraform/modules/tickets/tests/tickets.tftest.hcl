mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  secrets_prefix  = "threadwell/dev/"
  is_prod         = false
  secret_values   = { zendesk_api_token = "not-a-real-token" }
  secret_versions = { zendesk_api_token = 3 }
}

run "secrets_have_the_names_that_the_code_asks_for" {
  assert {
    condition = output.secret_names == {
      zendesk_api_token      = "threadwell/dev/zendesk-api-token"
      zendesk_webhook_secret = "threadwell/dev/zendesk-webhook-secret"
      origin                 = "threadwell/dev/origin"
    }
    error_message = "A secret under another name is not found."
  }

  assert {
    condition     = keys(aws_secretsmanager_secret_version.secret) == ["zendesk_api_token"] && aws_secretsmanager_secret_version.secret["zendesk_api_token"].secret_string_wo_version == 3
    error_message = "Only what has a version is written, and a higher version writes it anew."
  }

  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.secret : version.secret_string_wo == null && try(length(version.secret_string), 0) == 0])
    error_message = "No value is kept in the state."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.secret : secret.recovery_window_in_days == 0])
    error_message = "A trial that is removed leaves its names free."
  }
}

run "prod_can_bring_a_secret_back" {
  variables {
    is_prod = true
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.secret : secret.recovery_window_in_days == 30])
    error_message = "A deleted secret can be restored for 30 days."
  }
}

run "refuses_a_prefix_without_its_slash" {
  command = plan

  variables {
    secrets_prefix = "threadwell/dev"
  }

  expect_failures = [var.secrets_prefix]
}
