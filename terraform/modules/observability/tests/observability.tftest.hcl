mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name        = "threadwell-dev"
  environment = "dev"
  functions = {
    chat               = { function_name = "threadwell-dev-chat", log_group_name = "/aws/lambda/threadwell-dev-chat" }
    chat-stream        = { function_name = "threadwell-dev-chat-stream", log_group_name = "/aws/lambda/threadwell-dev-chat-stream" }
    due-work           = { function_name = "threadwell-dev-due-work", log_group_name = "/aws/lambda/threadwell-dev-due-work" }
    triage-requests    = { function_name = "threadwell-dev-triage-requests", log_group_name = "/aws/lambda/threadwell-dev-triage-requests" }
    kb-ingest          = { function_name = "threadwell-dev-kb-ingest", log_group_name = "/aws/lambda/threadwell-dev-kb-ingest" }
    work-ticket-events = { function_name = "threadwell-dev-work-ticket-events", log_group_name = "/aws/lambda/threadwell-dev-work-ticket-events" }
  }
  api = { id = "a1b2c3d4e5", log_group_name = "/aws/vendedlogs/apigateway/threadwell-dev-http" }
  edge = {
    distribution_id = "E1EXAMPLE"
    web_acl_name    = "threadwell-dev-edge"
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  }
  refresh = { state_machine_arn = "arn:aws:states:us-east-1:123456789012:stateMachine:threadwell-dev-refresh" }
  queues = {
    work         = { support_requests = "threadwell-dev-support-requests", ticket_events = "threadwell-dev-ticket-events" }
    dead_letters = { support_requests = "threadwell-dev-support-requests-dead", ticket_events = "threadwell-dev-ticket-events-dead", refresh = "threadwell-dev-refresh-not-started" }
  }
  table_name              = "threadwell-dev"
  workflow_log_group_name = "/aws/events/threadwell-dev-workflow"
  model_ids               = ["example.model-a", "example.model-b"]
  prices                  = { input = 1, output = 5 }
  topic_arn               = "arn:aws:sns:us-east-1:123456789012:threadwell-dev-failure"
  alert_emails            = ["ops@example.com"]
  thresholds              = { monthly_cost_usd = 200 }
}

run "rings_for_everything_that_matters" {
  assert {
    condition = length(setsubtract(toset([for key in [
      "first-event-latency", "error-rate", "turns-lost", "ticket-given-up", "request-parked", "model-failures", "model-throttled", "refresh-failed", "refresh-overdue",
      "workflow-stuck", "table-throttled", "api-errors", "edge-errors", "dead-letters-support_requests", "dead-letters-ticket_events", "dead-letters-refresh",
      "queue-behind-support_requests", "queue-behind-ticket_events", "function-errors-chat", "function-errors-kb-ingest", "function-throttled-chat-stream",
      "ticket-events-failing", "certificate", "cost",
    ] : "threadwell-dev-${key}"]), toset(output.alarm_names))) == 0
    error_message = "An alarm is missing."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : length(alarm.alarm_actions) == 1 && length(alarm.ok_actions) == 1])
    error_message = "An alarm that tells nobody is none."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : can(regex(" What to do: docs/runbooks\\.md#[a-z-]+$", alarm.alarm_description))])
    error_message = "Each alarm says where to read on."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : length([for query in alarm.metric_query : query if query.return_data]) == 1])
    error_message = "An alarm looks at one figure."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["dead-letters-ticket_events"].threshold == 0 && aws_cloudwatch_metric_alarm.this["dead-letters-ticket_events"].comparison_operator == "GreaterThanThreshold"
    error_message = "One dead letter is one too many."
  }
}

run "notices_what_does_not_happen" {
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["refresh-overdue"].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this["refresh-overdue"].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.this["refresh-overdue"].evaluation_periods == 2
    error_message = "A refresh that never ran is overdue as well."
  }

  assert {
    condition     = alltrue([for key, alarm in aws_cloudwatch_metric_alarm.this : alarm.treat_missing_data == "notBreaching" if key != "refresh-overdue"])
    error_message = "Silence is no alarm where nothing is expected."
  }
}

run "is_where_its_metrics_are" {
  assert {
    condition     = alltrue([for key in ["edge-errors", "certificate", "cost"] : aws_cloudwatch_metric_alarm.this[key].region == "us-east-1" && one(aws_cloudwatch_metric_alarm.this[key].alarm_actions) == aws_sns_topic.edge.arn])
    error_message = "An alarm of us-east-1 tells a topic of us-east-1."
  }

  assert {
    condition     = one(aws_cloudwatch_metric_alarm.this["error-rate"].alarm_actions) == var.topic_arn && aws_sns_topic.edge.region == "us-east-1" && aws_sns_topic.edge.kms_master_key_id == aws_kms_key.edge.arn
    error_message = "The others tell the failure topic."
  }

  assert {
    condition     = aws_sns_topic_subscription.edge["ops@example.com"].protocol == "email"
    error_message = "Somebody hears of it."
  }
}

run "measures_this_environment" {
  assert {
    condition     = alltrue([for filter in aws_cloudwatch_log_metric_filter.this : filter.metric_transformation[0].namespace == "Threadwell/threadwell-dev" && startswith(filter.log_group_name, "/aws/lambda/threadwell-dev-")])
    error_message = "Filters read this environment's logs into its own namespace."
  }

  assert {
    condition     = contains(keys(aws_cloudwatch_log_metric_filter.this), "TurnErrors-chat-stream") && contains(keys(aws_cloudwatch_log_metric_filter.this), "GivenUp-due-work") && !contains(keys(aws_cloudwatch_log_metric_filter.this), "Turns-lex-fulfillment")
    error_message = "A filter for each function that is there, and none for others."
  }

  assert {
    condition     = toset([for query in aws_cloudwatch_metric_alarm.this["first-event-latency"].metric_query : query.metric[0].stat]) == toset(["p95"])
    error_message = "The slow ones are looked at, not the average."
  }
}

run "does_not_mix_environments" {
  assert {
    condition = alltrue(flatten([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : [
        for line in widget.properties.metrics : strcontains(try(line[0].expression, ""), "{Threadwell") ? length(regexall("\\{Threadwell", line[0].expression)) == length(regexall("\\{Threadwell,service,environment[a-z,]*\\} environment=\"dev\" ", line[0].expression)) : true
      ] if widget.type == "metric"
    ]))
    error_message = "What the code measures is looked for in this environment only."
  }

  assert {
    condition = alltrue(flatten([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : [
        for line in widget.properties.metrics : try(contains(["environment dev"], "${line[4]} ${line[5]}"), false) if startswith(try(tostring(line[0]), ""), "Threadwell/Pipeline")
      ] if widget.type == "metric"
    ]))
    error_message = "Graphs of ticket events are of this environment only."
  }

  assert {
    condition = alltrue(flatten([
      for alarm in aws_cloudwatch_metric_alarm.this : [
        for query in alarm.metric_query : [
          for metric in query.metric : metric.namespace == "Threadwell/threadwell-dev" || lookup(metric.dimensions, "environment", "") == "dev" if startswith(metric.namespace, "Threadwell")
        ]
      ]
    ]))
    error_message = "No alarm rings for another environment."
  }
}

run "shows_and_finds" {
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 24
    error_message = "Text, alarms and 22 graphs."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.x + widget.width <= 24])
    error_message = "A dashboard is 24 wide."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : alltrue([for line in widget.properties.metrics : can(line[0])]) if widget.type == "metric"])
    error_message = "Each graph has lines."
  }

  assert {
    condition     = contains(output.query_names, "threadwell-dev/why answers failed") && alltrue([for query in aws_cloudwatch_query_definition.this : length(query.log_group_names) > 0])
    error_message = "Queries have logs to read."
  }
}

run "reminds_of_old_secrets" {
  assert {
    condition     = aws_scheduler_schedule.secret_age.schedule_expression == "rate(90 days)" && aws_scheduler_schedule.secret_age.target[0].arn == var.topic_arn && strcontains(aws_scheduler_schedule.secret_age.target[0].input, "docs/runbooks.md#secret-age")
    error_message = "After ninety days somebody is reminded."
  }

  assert {
    condition     = timecmp(aws_scheduler_schedule.secret_age.start_date, plantimestamp()) > 0
    error_message = "Not at once."
  }

  assert {
    condition     = alltrue([for s in data.aws_iam_policy_document.reminder.statement : s.resources == toset([var.topic_arn])])
    error_message = "The reminder may tell one topic."
  }
}

run "another_reminder_of_old_secrets_begins_in_the_future" {
  state_key = "old"

  override_resource {
    target = terraform_data.secrets_set
    values = { output = "2026-01-01T00:00:00Z" }
  }

  variables {
    secret_age = { max_days = 30 }
  }

  assert {
    condition     = terraform_data.secrets_set.output == "2026-01-01T00:00:00Z" && aws_scheduler_schedule.secret_age.schedule_expression == "rate(30 days)"
    error_message = "These were set long ago."
  }

  assert {
    condition     = timecmp(aws_scheduler_schedule.secret_age.start_date, plantimestamp()) > 0 && timecmp(aws_scheduler_schedule.secret_age.start_date, timeadd(plantimestamp(), "25h")) < 0
    error_message = "The Scheduler takes no beginning that is over: somebody is reminded within a day."
  }
}

run "begins_again_with_new_secrets" {
  variables {
    secret_age = { version = 3 }
  }

  assert {
    condition     = aws_scheduler_schedule.secret_age.name == "threadwell-dev-secret-age-3"
    error_message = "New secrets, new days."
  }
}

run "leaves_out_what_is_not_there" {
  command = plan

  variables {
    edge       = { distribution_id = "E1EXAMPLE", web_acl_name = "threadwell-dev-edge" }
    thresholds = {}
    model_ids  = []
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.this), "certificate") && !contains(keys(aws_cloudwatch_metric_alarm.this), "cost") && !contains(keys(aws_cloudwatch_metric_alarm.this), "model-throttled")
    error_message = "No alarm without something to look at."
  }
}

run "refuses_a_fortnight" {
  command = plan

  variables {
    refresh = { state_machine_arn = "arn:aws:states:us-east-1:123456789012:stateMachine:threadwell-dev-refresh", overdue_days = 14 }
  }

  expect_failures = [var.refresh]
}
