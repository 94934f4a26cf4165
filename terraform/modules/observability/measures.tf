locals {
  # Of all functions together, which an alarm cannot add up: what the code measures has the dimension `service`. A filter reads the same lines
  # from the log of each function.
  namespace = "Threadwell/${var.name}"

  answering = ["chat", "chat-stream", "lex-fulfillment"]

  # What alarms look at. Lines with `$.Name` are those of core/aws/metrics.ts, lines with `$.message` those of core/aws/log.ts;
  # tests/observed.test.ts looks for each in the code.
  measures = {
    FirstEventMs   = { functions = ["chat-stream"], pattern = "{ $.FirstEvent = * }", value = "$.FirstEvent", unit = "Milliseconds" }
    Turns          = { functions = local.answering, pattern = "{ $.Turns = * }", value = "$.Turns", unit = "Count" }
    TurnErrors     = { functions = local.answering, pattern = "{ $.Errors = * }", value = "$.Errors", unit = "Count" }
    TurnsLost      = { functions = local.answering, pattern = "{ $.TurnsLost = * }", value = "$.TurnsLost", unit = "Count" }
    ModelFailures  = { functions = local.answering, pattern = "{ $.ModelFailures = * }", value = "$.ModelFailures", unit = "Count" }
    GivenUp        = { functions = ["due-work"], pattern = "{ $.message = \"an accepted ticket is given up; file it by hand\" }", value = "1", unit = "Count" }
    IngestFailed   = { functions = ["kb-ingest"], pattern = "{ $.message = \"ingest failed\" }", value = "1", unit = "Count" }
    RequestsParked = { functions = ["triage-requests", "due-work"], pattern = "{ $.RequestsParked = * }", value = "$.RequestsParked", unit = "Count" }
  }

  filters = merge([
    for measure, filter in local.measures : {
      for function in filter.functions : "${measure}-${function}" => merge(filter, { measure = measure, log_group_name = var.functions[function].log_group_name })
      if contains(keys(var.functions), function)
    }
  ]...)
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.filters

  name           = "${var.name}-${each.key}"
  log_group_name = each.value.log_group_name
  pattern        = each.value.pattern

  metric_transformation {
    namespace = local.namespace
    name      = each.value.measure
    value     = each.value.value
    unit      = each.value.unit
  }
}

# The last step that a workflow tells, as the bus carries it.
resource "aws_cloudwatch_log_metric_filter" "workflow" {
  name           = "${var.name}-WorkflowsFailed"
  log_group_name = var.workflow_log_group_name
  pattern        = "{ ($.detail.step = \"end\") && (($.detail.status = \"FAILED\") || ($.detail.status = \"EXPIRED\")) }"

  metric_transformation {
    namespace = local.namespace
    name      = "WorkflowsFailed"
    value     = "1"
    unit      = "Count"
  }
}
