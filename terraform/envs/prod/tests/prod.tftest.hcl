mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  region        = "us-east-1"
  account_id    = "123456789012"
  origin_secret = "0123456789abcdef0123456789abcdef"
  secret_values = {}
  alert_emails  = ["ops@example.com"]
}

run "deploys_what_was_built" {
  assert {
    condition     = local.is_prod == true && local.defaults.log_retention_days == 90 && local.defaults.provisioned_concurrency == 1
    error_message = "People would miss it: nothing of it is destroyed by accident, and nobody waits for a cold start."
  }

  assert {
    condition     = startswith(output.bucket, "threadwell-prod-") && output.site.environment == "prod" && output.site.secrets_prefix == "threadwell/prod/" && output.site.workflow_function == "threadwell-prod-article-workflow:live"
    error_message = "Every name says which environment it is of."
  }

  assert {
    condition     = output.agent == null && output.connect == null
    error_message = "Neither an agent nor Connect unless they are asked for."
  }

  assert {
    condition = alltrue([for names in [output.knowledge_bases.blue, output.knowledge_bases.green] :
      names.id != "" && toset(keys(names.data_sources)) == toset(["web_docs", "curated_articles"])
    ]) && startswith(output.refresh_state_machine_arn, "arn:aws:states:") && output.table != "" && output.region == "us-east-1"
    error_message = "The outputs are a stack that the functions and the command line read."
  }

  assert {
    condition     = toset(keys(output.site)) == toset(["origin", "secrets_prefix", "environment", "queue", "ticket_events", "topics", "bus", "workflow_function"]) && startswith(output.site.origin, "https://") && output.url == output.site.origin
    error_message = "The site is whole."
  }

  assert {
    condition     = length(output.alarm_names) > 20 && length(output.quick_start_commands) > 4 && length(output.test_endpoints) == 9 && output.distribution_id != "" && output.site_bucket != "" && output.ecr_repository_url != "" && length(output.operator_policy_arns) == 2
    error_message = "Who deployed it sees where to go on."
  }
}

run "refuses_no_region" {
  command = plan

  variables {
    region = "Ohio"
  }

  expect_failures = [var.region]
}
