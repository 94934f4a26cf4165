locals {
  answering_logs = [for key in local.answering : var.functions[key].log_group_name if contains(keys(var.functions), key)]
  all_logs       = [for key in sort(keys(var.functions)) : var.functions[key].log_group_name]

  queries = merge(
    {
      "what failed" = {
        logs  = local.all_logs
        query = "fields @timestamp, service, message, code, reason, cause, correlation_id | filter level = 'ERROR' | sort @timestamp desc | limit 100"
      }
      "one request through all functions" = {
        logs  = local.all_logs
        query = "fields @timestamp, service, level, message, sessionId, turnId, cause | filter correlation_id = 'CORRELATION-ID' or request_id = 'REQUEST-ID' | sort @timestamp asc | limit 500"
      }
      "slowest first events" = {
        logs  = local.answering_logs
        query = "filter ispresent(FirstEvent) | stats pct(FirstEvent, 50) as p50, pct(FirstEvent, 95) as p95, pct(FirstEvent, 99) as p99, count(*) as turns by bin(15m)"
      }
      "why answers failed" = {
        logs  = local.answering_logs
        query = "filter ispresent(Errors) | stats sum(Errors) as failed by code, service, bin(1h) | sort failed desc"
      }
      "why sentences were dropped" = {
        logs  = local.answering_logs
        query = "filter ispresent(SentencesDropped) | stats sum(SentencesDropped) as dropped by why, bin(1d) | sort dropped desc"
      }
      "tokens by role" = {
        logs  = local.answering_logs
        query = "filter ispresent(ModelInputTokens) or ispresent(ModelOutputTokens) | stats sum(ModelInputTokens) as input, sum(ModelOutputTokens) as output by role, bin(1d)"
      }
      "suspicious messages" = {
        logs  = local.answering_logs
        query = "filter ispresent(SuspiciousMessages) | stats sum(SuspiciousMessages) as messages by suspicion, bin(1d)"
      }
      "tickets to file by hand" = {
        logs  = [var.functions["due-work"].log_group_name]
        query = "fields @timestamp, message, confirmationId, attempts, cause | filter message like /accepted ticket/ | sort @timestamp desc | limit 100"
      }
      "requests that could not be triaged" = {
        logs  = [var.functions["triage-requests"].log_group_name]
        query = "fields @timestamp, message, requestId, messageId, attempts, code, cause | filter message in ['a request could not be triaged', 'a message could not be triaged; it comes again when its time is over'] | sort @timestamp desc | limit 100"
      }
      "refreshes" = {
        logs  = [var.functions["kb-ingest"].log_group_name]
        query = "fields @timestamp, message, version, shards, side, error, forced, problem | filter message in ['version promoted', 'ingest failed', 'rolled back', 'setting of the knowledge base'] | sort @timestamp desc | limit 50"
      }
      "cold starts and memory" = {
        logs  = local.all_logs
        query = "filter type = 'platform.report' | stats count(record.metrics.initDurationMs) as cold, avg(record.metrics.initDurationMs) as coldMs, pct(record.metrics.durationMs, 95) as p95, max(record.metrics.maxMemoryUsedMB) as usedMb, max(record.metrics.memorySizeMB) as hasMb by @log"
      }
      "workflows and where they are" = {
        logs  = [var.workflow_log_group_name]
        query = "fields @timestamp, detail.workflowId as workflow, detail.step as step, detail.status as status | sort @timestamp desc | dedup workflow"
      }
    },
    var.api.log_group_name == null ? {} : {
      "refused and failed calls" = {
        logs  = [var.api.log_group_name]
        query = "fields @timestamp, routeKey, status, integrationError, authorizerError | filter status >= 400 | stats count(*) as calls by routeKey, status, integrationError, authorizerError | sort calls desc"
      }
    },
  )
}

resource "aws_cloudwatch_query_definition" "this" {
  for_each = local.queries

  name            = "${var.name}/${each.key}"
  log_group_names = each.value.logs
  query_string    = each.value.query
}
