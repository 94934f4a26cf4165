locals {
  region = data.aws_region.current.region

  # Metrics of the code in this environment, whatever function they come from. Each has the dimensions `service` and `environment`, some one more.
  own = "environment=\"${var.environment}\""

  total = {
    for name in [
      "Answered", "Cited", "IntentCacheHit", "IntentCacheMiss", "IntentReadFailed", "Refused", "RequestsParked", "RequestsTriaged", "Stopped", "Tickets", "TicketsFailed", "TicketsOffered", "Turns", "TurnsLost",
    ] : name => "SUM(SEARCH('{Threadwell,service,environment} ${local.own} MetricName=\"${name}\"', 'Sum', 300))"
  }
  by = {
    Errors             = "SEARCH('{Threadwell,service,environment,code} ${local.own} MetricName=\"Errors\"', 'Sum', 300)"
    ModelFailures      = "SEARCH('{Threadwell,service,environment,role} ${local.own} MetricName=\"ModelFailures\"', 'Sum', 300)"
    ModelFirstEvent    = "SEARCH('{Threadwell,service,environment,role} ${local.own} MetricName=\"ModelFirstEvent\"', 'p95', 300)"
    ModelLatency       = "SEARCH('{Threadwell,service,environment,role} ${local.own} MetricName=\"ModelLatency\"', 'p95', 300)"
    ModelInputTokens   = "SEARCH('{Threadwell,service,environment,role} ${local.own} MetricName=\"ModelInputTokens\"', 'Sum', 300)"
    ModelOutputTokens  = "SEARCH('{Threadwell,service,environment,role} ${local.own} MetricName=\"ModelOutputTokens\"', 'Sum', 300)"
    SentencesDropped   = "SEARCH('{Threadwell,service,environment,why} ${local.own} MetricName=\"SentencesDropped\"', 'Sum', 300)"
    SuspiciousMessages = "SEARCH('{Threadwell,service,environment,suspicion} ${local.own} MetricName=\"SuspiciousMessages\"', 'Sum', 300)"
  }

  tokens_cost = "(SUM(${local.by.ModelInputTokens}) * ${var.prices.input} + SUM(${local.by.ModelOutputTokens}) * ${var.prices.output}) / 1000000"

  # Title and lines, in the order of the page: three a row.
  graphs = [
    {
      title = "First event of an answer (ms)"
      lines = [for stat in ["p50", "p95", "p99"] : [local.namespace, "FirstEventMs", { stat = stat, label = stat }]]
    },
    {
      title = "Answers"
      lines = [for name in ["Turns", "Answered", "Refused", "Stopped"] : [{ expression = local.total[name], label = name }]]
    },
    {
      title = "Answers that failed, by code"
      lines = [[{ expression = local.by.Errors, label = "" }], [{ expression = local.total.TurnsLost, label = "not stored" }]]
    },
    {
      title = "Of 100 answers, with sources"
      lines = [[{ expression = "100 * ${local.total.Cited} / ${local.total.Answered}", label = "cited" }]]
    },
    {
      title = "Sentences that no source says, dropped"
      lines = [[{ expression = local.by.SentencesDropped, label = "" }]]
    },
    {
      title = "Suspicious messages (injections), by kind"
      lines = [[{ expression = local.by.SuspiciousMessages, label = "" }]]
    },
    {
      title = "Tokens"
      lines = [[{ expression = "SUM(${local.by.ModelInputTokens})", label = "in" }], [{ expression = "SUM(${local.by.ModelOutputTokens})", label = "out" }]]
    },
    {
      title = "Models: cost (USD) in all and for an answer"
      lines = [[{ expression = local.tokens_cost, label = "in 5 minutes" }], [{ expression = "(${local.tokens_cost}) / ${local.total.Turns}", label = "for an answer", yAxis = "right" }]]
    },
    {
      title = "Models: time and failures"
      lines = [[{ expression = local.by.ModelFirstEvent, label = "first event" }], [{ expression = local.by.ModelLatency, label = "whole" }], [{ expression = local.by.ModelFailures, label = "failed", yAxis = "right" }]]
    },
    {
      title = "Bedrock: throttled and failed"
      lines = [
        [{ expression = "SEARCH('{AWS/Bedrock,ModelId} MetricName=\"InvocationThrottles\"', 'Sum', 300)", label = "throttled" }],
        [{ expression = "SEARCH('{AWS/Bedrock,ModelId} MetricName=\"InvocationServerErrors\"', 'Sum', 300)", label = "failed" }],
      ]
    },
    {
      title = "Cache of what a model read: hits of 100"
      lines = [[{ expression = "100 * ${local.total.IntentCacheHit} / (${local.total.IntentCacheHit} + ${local.total.IntentCacheMiss})", label = "hits" }], [{ expression = local.total.IntentReadFailed, label = "read without its model", yAxis = "right" }]]
    },
    {
      title = "Tickets"
      lines = [for name in ["TicketsOffered", "Tickets", "TicketsFailed"] : [{ expression = local.total[name], label = name }]]
    },
    {
      title = "Support requests"
      lines = [
        [{ expression = local.total.RequestsTriaged, label = "triaged" }],
        [{ expression = local.total.RequestsParked, label = "put aside" }],
        [{ expression = "SEARCH('{Threadwell,service,environment} ${local.own} MetricName=\"TriageLatency\"', 'p95', 300)", label = "time, p95 (ms)", yAxis = "right" }],
      ]
    },
    {
      title = "Events of tickets"
      lines = [
        ["Threadwell/Pipeline", "TicketIngested", "service", "work-ticket-events", "environment", var.environment, { stat = "Sum" }],
        ["Threadwell/Pipeline", "ErrorRate", "service", "work-ticket-events", "environment", var.environment, { stat = "Average", yAxis = "right" }],
        ["Threadwell/Pipeline", "EndToEndLatency", "service", "work-ticket-events", "environment", var.environment, { stat = "p95", yAxis = "right" }],
      ]
    },
    {
      title = "Refreshes"
      lines = [for name in ["ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut"] : ["AWS/States", name, "StateMachineArn", var.refresh.state_machine_arn, { stat = "Sum", label = name }]]
    },
    {
      title = "Queues: oldest message (s)"
      lines = [for key, name in var.queues.work : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", name, { stat = "Maximum", label = key }]]
    },
    {
      title = "Dead letters"
      lines = [for key, name in var.queues.dead_letters : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", name, { stat = "Maximum", label = key }]]
    },
    {
      title = "Functions: failed and throttled"
      lines = concat([for key, function in var.functions : [
        for metric in ["Errors", "Throttles"] : ["AWS/Lambda", metric, "FunctionName", function.function_name, { stat = "Sum", label = "${key} ${metric}" }]
      ]]...)
    },
    {
      title = "Functions: at once"
      lines = [for key, function in var.functions : ["AWS/Lambda", "ConcurrentExecutions", "FunctionName", function.function_name, { stat = "Maximum", label = key }]]
    },
    {
      title = "HTTP API"
      lines = [for metric in ["Count", "4xx", "5xx"] : ["AWS/ApiGateway", metric, "ApiId", var.api.id, { stat = "Sum", label = metric }]]
    },
    {
      title  = "CloudFront and firewall"
      region = "us-east-1"
      lines = [
        ["AWS/CloudFront", "Requests", "Region", "Global", "DistributionId", var.edge.distribution_id, { stat = "Sum" }],
        ["AWS/CloudFront", "5xxErrorRate", "Region", "Global", "DistributionId", var.edge.distribution_id, { stat = "Average", yAxis = "right" }],
        ["AWS/WAFV2", "BlockedRequests", "WebACL", var.edge.web_acl_name, "Rule", "ALL", { stat = "Sum" }],
      ]
    },
    {
      title = "Table: throttled"
      lines = [for metric in ["ReadThrottleEvents", "WriteThrottleEvents"] : ["AWS/DynamoDB", metric, "TableName", var.table_name, { stat = "Sum", label = metric }]]
    },
  ]

  width  = 8
  height = 6
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    start          = "-PT12H"
    periodOverride = "inherit"
    widgets = concat(
      [
        {
          type = "text", x = 0, y = 0, width = 24, height = 2
          properties = {
            markdown = "# ${var.name}\nWhat to do when an alarm rings: [runbooks](${var.runbook_base_url}docs/runbooks.md). The month's budget: [budget](${var.runbook_base_url}docs/runbooks.md#budget). Saved queries are in Logs Insights below `${var.name}/`."
          }
        },
        {
          type       = "alarm", x = 0, y = 2, width = 24, height = 4
          properties = { title = "Alarms", alarms = [for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn] }
        },
      ],
      [
        for index, graph in local.graphs : {
          type   = "metric"
          x      = (index % 3) * local.width
          y      = 6 + floor(index / 3) * local.height
          width  = local.width
          height = local.height
          properties = {
            title   = graph.title
            region  = try(graph.region, local.region)
            view    = "timeSeries"
            period  = 300
            metrics = graph.lines
          }
        }
      ],
    )
  })
}
