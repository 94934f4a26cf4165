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
    condition     = local.is_prod == false && local.defaults.log_retention_days == 30 && local.defaults.provisioned_concurrency == 0
    error_message = "A trial can be removed again, and costs nothing while nobody asks."
  }

  assert {
    condition     = startswith(output.bucket, "threadwell-dev-") && output.site.environment == "dev" && output.site.secrets_prefix == "threadwell/dev/" && output.site.workflow_function == "threadwell-dev-article-workflow:live"
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
      table_refuses_deletion     = false
      table_can_be_restored      = true
      files_survive_destroy      = false
      files_keep_versions        = true
      vectors_survive_destroy    = false
      accounts_refuse_deletion   = false
      second_factor              = "OPTIONAL"
      secrets_recovery_days      = 0
      images_survive_destroy     = false
      site_files_survive_destroy = false
      firewall                   = true
      log_retention_days         = 30
      addresses_for_alarms       = 1
    }
    error_message = "A trial is removed with one command; that it is watched and can be restored is as in prod."
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
    condition     = alltrue([for command in output.quick_start_commands : !strcontains(command, "$${")]) && strcontains(join("\n", output.quick_start_commands), "threadwell/dev/zendesk-api-token")
    error_message = "Commands can be pasted as they stand."
  }
}

run "a_trial_may_tell_nobody" {
  command = plan

  variables {
    alert_emails = []
  }

  assert {
    condition     = output.protections.addresses_for_alarms == 0
    error_message = "Only prod wants an address."
  }
}

run "refuses_no_region" {
  command = plan

  variables {
    region = "Ohio"
  }

  expect_failures = [var.region]
}
