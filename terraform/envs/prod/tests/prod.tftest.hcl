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

run "nothing_of_it_is_lost_by_accident" {
  assert {
    condition = output.protections == {
      table_refuses_deletion     = true
      table_can_be_restored      = true
      files_survive_destroy      = true
      files_keep_versions        = true
      vectors_survive_destroy    = true
      accounts_refuse_deletion   = true
      second_factor              = "ON"
      secrets_recovery_days      = 30
      images_survive_destroy     = true
      site_files_survive_destroy = true
      firewall                   = true
      log_retention_days         = 90
      addresses_for_alarms       = 1
    }
    error_message = "Everything that people would miss is protected in prod."
  }
}

run "tells_where_everything_is" {
  assert {
    condition = alltrue([for value in [
      output.region, output.bucket, output.table, output.knowledge_bases, output.refresh_state_machine_arn, output.guardrail, output.site, output.url,
      output.distribution_domain, output.distribution_id, output.site_bucket, output.ecr_repository_url, output.sign_in, output.secret_names,
      output.operator_policy_arns, output.function_stack, output.test_endpoints, output.monitoring_urls, output.alarm_names, output.log_groups,
      output.quick_start_commands,
    ] : value != null && value != ""])
    error_message = "No output is empty but those of an agent and of Connect."
  }

  assert {
    condition     = toset(keys(output.test_endpoints)) == toset(["health", "session", "chat", "stream", "webhook", "openapi", "desk", "widget", "direct"]) && alltrue([for name in ["dashboard", "alarms", "queries", "traces", "refreshes", "workflows"] : startswith(output.monitoring_urls[name], "https://us-east-1.console.aws.amazon.com/")])
    error_message = "What can be tried and where to look."
  }

  assert {
    condition     = toset(keys(output.log_groups)) == toset(["api", "article-workflow", "chat", "chat-stream", "crawl", "due-work", "edge", "email-distill", "firewall", "kb-ingest", "lex-fulfillment", "prove-gaps", "refresh", "triage-requests", "work-ticket-events", "workflows", "zendesk-create-ticket"])
    error_message = "Each log is listed."
  }

  assert {
    condition     = alltrue([for command in output.quick_start_commands : !strcontains(command, "$${")]) && strcontains(join("\n", output.quick_start_commands), "threadwell/prod/zendesk-api-token")
    error_message = "Commands can be pasted as they stand."
  }
}

run "alarms_tell_somebody" {
  command = plan

  variables {
    alert_emails = []
  }

  expect_failures = [var.alert_emails]
}

run "refuses_no_region" {
  command = plan

  variables {
    region = "Ohio"
  }

  expect_failures = [var.region]
}
