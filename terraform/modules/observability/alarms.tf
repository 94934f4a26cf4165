locals {
  # Each alarm: what it means, its runbook, its metrics, and from which figure on. `expression` joins several; the others are one metric.
  alarms = merge(
    {
      first-event-latency = {
        means     = "Answers begin late: the 95th percentile of the time to the first event."
        runbook   = "docs/runbooks.md#first-event-latency"
        metrics   = { m = { namespace = local.namespace, name = "FirstEventMs", stat = "p95", dimensions = {} } }
        threshold = var.thresholds.first_event_ms
        period    = 300, periods = 3
      }
      error-rate = {
        means      = "Of the answers of a quarter of an hour, too many failed."
        runbook    = "docs/runbooks.md#error-rate"
        expression = "IF(turns >= 5, 100 * FILL(failed, 0) / turns, 0)" # one failure at night is no rate
        metrics = {
          turns  = { namespace = local.namespace, name = "Turns", stat = "Sum", dimensions = {} }
          failed = { namespace = local.namespace, name = "TurnErrors", stat = "Sum", dimensions = {} }
        }
        threshold = var.thresholds.error_rate_percent
        period    = 900, periods = 1
      }
      turns-lost = {
        means     = "An answer was given and could not be stored: the visitor does not find it again."
        runbook   = "docs/runbooks.md#turns-lost"
        metrics   = { m = { namespace = local.namespace, name = "TurnsLost", stat = "Sum", dimensions = {} } }
        threshold = 0
        period    = 300, periods = 1
      }
      ticket-given-up = {
        means     = "A ticket that a visitor accepted could not be filed for too long. Somebody has to file it by hand."
        runbook   = "docs/runbooks.md#ticket-given-up"
        metrics   = { m = { namespace = local.namespace, name = "GivenUp", stat = "Sum", dimensions = {} } }
        threshold = 0
        period    = 300, periods = 1
      }
      request-parked = {
        means     = "A support request could not be triaged again and again, and waits for a person."
        runbook   = "docs/runbooks.md#request-parked"
        metrics   = { m = { namespace = local.namespace, name = "RequestsParked", stat = "Sum", dimensions = {} } }
        threshold = 0
        period    = 300, periods = 1
      }
      model-failures = {
        means     = "Calls of a model failed or were cut off."
        runbook   = "docs/runbooks.md#model-failures"
        metrics   = { m = { namespace = local.namespace, name = "ModelFailures", stat = "Sum", dimensions = {} } }
        threshold = var.thresholds.model_failures
        period    = 300, periods = 2
      }
      model-throttled = {
        means      = "Bedrock refuses calls because the account's quota is used up."
        runbook    = "docs/runbooks.md#model-throttled"
        expression = "SUM(METRICS())"
        metrics    = { for index, model in sort(var.model_ids) : "m${index}" => { namespace = "AWS/Bedrock", name = "InvocationThrottles", stat = "Sum", dimensions = { ModelId = model } } }
        threshold  = var.thresholds.model_throttles
        period     = 300, periods = 1
      }
      refresh-failed = {
        means      = "A refresh failed, took too long or was stopped: the documents were broken, too few or none, or a service failed. What served before serves on."
        runbook    = "docs/runbooks.md#refresh-failed"
        expression = "SUM(METRICS())"
        metrics = merge(
          { for index, name in ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"] : "m${index}" => { namespace = "AWS/States", name = name, stat = "Sum", dimensions = { StateMachineArn = var.refresh.state_machine_arn } } },
          { log = { namespace = local.namespace, name = "IngestFailed", stat = "Sum", dimensions = {} } },
        )
        threshold = 0
        period    = 300, periods = 1
      }
      refresh-overdue = {
        means     = "No refresh has succeeded for ${var.refresh.overdue_days} days: answers grow old."
        runbook   = "docs/runbooks.md#refresh-overdue"
        metrics   = { m = { namespace = "AWS/States", name = "ExecutionsSucceeded", stat = "Sum", dimensions = { StateMachineArn = var.refresh.state_machine_arn } } }
        threshold = 1
        under     = true
        missing   = "breaching" # a refresh that never ran measures nothing
        period    = 86400, periods = var.refresh.overdue_days
      }
      workflow-stuck = {
        means     = "The making of an article failed, or nobody decided in time."
        runbook   = "docs/runbooks.md#workflow-stuck"
        metrics   = { m = { namespace = local.namespace, name = "WorkflowsFailed", stat = "Sum", dimensions = {} } }
        threshold = 0
        period    = 300, periods = 1
      }
      table-throttled = {
        means      = "The table refuses reads or writes: one partition is used too much."
        runbook    = "docs/runbooks.md#table-throttled"
        expression = "SUM(METRICS())"
        metrics    = { for index, name in ["ReadThrottleEvents", "WriteThrottleEvents"] : "m${index}" => { namespace = "AWS/DynamoDB", name = name, stat = "Sum", dimensions = { TableName = var.table_name } } }
        threshold  = 0
        period     = 300, periods = 2
      }
      api-errors = {
        means     = "The HTTP API answers 5xx."
        runbook   = "docs/runbooks.md#api-errors"
        metrics   = { m = { namespace = "AWS/ApiGateway", name = "5xx", stat = "Sum", dimensions = { ApiId = var.api.id } } }
        threshold = var.thresholds.api_errors
        period    = 300, periods = 1
      }
      edge-errors = {
        means     = "CloudFront answers 5xx: a function or a bucket behind it does not."
        runbook   = "docs/runbooks.md#edge-errors"
        metrics   = { m = { namespace = "AWS/CloudFront", name = "5xxErrorRate", stat = "Average", dimensions = { DistributionId = var.edge.distribution_id, Region = "Global" } } }
        threshold = var.thresholds.edge_error_percent
        period    = 300, periods = 2
        edge      = true
      }
    },
    {
      for key, name in var.queues.dead_letters : "dead-letters-${key}" => {
        means     = "The dead letters of ${key} are not empty: something was given up."
        runbook   = "docs/runbooks.md#dead-letters"
        metrics   = { m = { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", stat = "Maximum", dimensions = { QueueName = name } } }
        threshold = 0
        period    = 60, periods = 1
      }
    },
    {
      for key, name in var.queues.work : "queue-behind-${key}" => {
        means     = "Work of ${key} waits too long: its function is not called, fails, or is too slow."
        runbook   = "docs/runbooks.md#queue-behind"
        metrics   = { m = { namespace = "AWS/SQS", name = "ApproximateAgeOfOldestMessage", stat = "Maximum", dimensions = { QueueName = name } } }
        threshold = var.thresholds.queue_age_s
        period    = 300, periods = 2
      }
    },
    {
      for key, function in var.functions : "function-errors-${key}" => {
        means     = "The function ${key} fails: it threw, ran out of time or of memory."
        runbook   = "docs/runbooks.md#function-errors"
        metrics   = { m = { namespace = "AWS/Lambda", name = "Errors", stat = "Sum", dimensions = { FunctionName = function.function_name } } }
        threshold = var.thresholds.function_errors - 1
        period    = 300, periods = 1
      }
    },
    {
      for key, function in var.functions : "function-throttled-${key}" => {
        means     = "Calls of the function ${key} are refused: its concurrency, or the account's, is used up."
        runbook   = "docs/runbooks.md#function-throttled"
        metrics   = { m = { namespace = "AWS/Lambda", name = "Throttles", stat = "Sum", dimensions = { FunctionName = function.function_name } } }
        threshold = 0
        period    = 300, periods = 1
      }
    },
    contains(keys(var.functions), "work-ticket-events") ? {
      ticket-events-failing = {
        means     = "Of the events of tickets, more than a fifth could not be worked off."
        runbook   = "docs/runbooks.md#ticket-events-failing"
        metrics   = { m = { namespace = "Threadwell/Pipeline", name = "ErrorRate", stat = "Average", dimensions = { service = "work-ticket-events", environment = var.environment } } }
        threshold = 0.2
        period    = 900, periods = 1
      }
    } : {},
    var.edge.certificate_arn == null ? {} : {
      certificate = {
        means     = "The domain's certificate ends within three weeks and was not renewed."
        runbook   = "docs/runbooks.md#certificate"
        metrics   = { m = { namespace = "AWS/CertificateManager", name = "DaysToExpiry", stat = "Minimum", dimensions = { CertificateArn = var.edge.certificate_arn } } }
        threshold = 21
        under     = true
        period    = 86400, periods = 1
        edge      = true
      }
    },
    var.thresholds.monthly_cost_usd == null ? {} : {
      cost = {
        means     = "The account's cost of this month is above what was planned."
        runbook   = "docs/runbooks.md#cost"
        metrics   = { m = { namespace = "AWS/Billing", name = "EstimatedCharges", stat = "Maximum", dimensions = { Currency = "USD" } } }
        threshold = var.thresholds.monthly_cost_usd
        period    = 21600, periods = 1
        edge      = true
      }
    },
  )

  # Objects of one type, as a for_each wants them.
  filled = {
    for key, alarm in local.alarms : key => {
      means      = alarm.means
      runbook    = alarm.runbook
      expression = try(alarm.expression, null)
      metrics    = { for id, metric in alarm.metrics : id => metric }
      threshold  = alarm.threshold
      under      = try(alarm.under, false)
      missing    = try(alarm.missing, "notBreaching")
      period     = alarm.period
      periods    = alarm.periods
      edge       = try(alarm.edge, false)
    } if length(alarm.metrics) > 0
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.filled

  # What CloudFront, certificates of CloudFront and Billing measure is in us-east-1, and an alarm is where its metrics are.
  region = each.value.edge ? "us-east-1" : null

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.means} What to do: ${var.runbook_base_url}${each.value.runbook}"
  comparison_operator = each.value.under ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing

  alarm_actions = [each.value.edge ? aws_sns_topic.edge.arn : var.topic_arn]
  ok_actions    = [each.value.edge ? aws_sns_topic.edge.arn : var.topic_arn]

  dynamic "metric_query" {
    for_each = each.value.metrics

    content {
      id          = metric_query.key
      return_data = each.value.expression == null

      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        stat        = metric_query.value.stat
        period      = each.value.period
      }
    }
  }

  dynamic "metric_query" {
    for_each = each.value.expression == null ? [] : [each.value.expression]

    content {
      id          = "all"
      label       = each.key
      expression  = metric_query.value
      return_data = true
    }
  }
}
