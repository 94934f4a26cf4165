locals {
  packages = "${var.dist}/lambda"

  defaults = {
    chat = {
      description             = "Every route that answers at once."
      memory_mb               = 1024
      timeout_s               = 29 # the HTTP API ends a call after 30 s
      provisioned_concurrency = var.provisioned_concurrency
    }
    chat-stream = {
      description             = "Answers as they are written."
      memory_mb               = 1024
      timeout_s               = 120
      provisioned_concurrency = var.provisioned_concurrency
    }
    zendesk-create-ticket = {
      description = "The tool of a Bedrock agent: files what the visitor accepted."
      timeout_s   = 29
    }
    lex-fulfillment = {
      description = "Answers Lex and Connect."
      memory_mb   = 1024
      timeout_s   = 29
    }
    due-work = {
      description = "Each minute: tickets and requests that nobody else comes back for."
      timeout_s   = 55 # the next one begins a minute after it
    }
    triage-requests = {
      description = "Reads support requests, files and notes their tickets."
      memory_mb   = 1024
      timeout_s   = 240
    }
    prove-gaps = {
      description          = "After a promotion: asks again what had no good answer."
      memory_mb            = 1024
      timeout_s            = 290
      reserved_concurrency = var.reserve_concurrency ? 1 : null # one at a time: two would ask the same questions
    }
    work-ticket-events = {
      description = "What Zendesk told: keeps tickets, suggests experts, drafts articles."
      memory_mb   = 1769 # one whole processor, for mail is parsed
      timeout_s   = 300
    }
    article-workflow = {
      description = "The making of an article, over days."
      memory_mb   = 1024
      timeout_s   = 300 # one call; the run is bounded by approval_hours
      durable     = { execution_timeout_s = var.approval_hours * 3600, retention_days = 14 }
      # The one function whose event is gone for good when Lambda gives it up: the name of a run is used once.
      dead_letter_arn = module.workflow.dead_letters.arn
    }
    kb-ingest = {
      description = "Steps of a refresh."
      memory_mb   = 2048
      timeout_s   = 900
    }
    email-distill = {
      description = "Distils a batch of threads of a large archive."
      memory_mb   = 1769
      timeout_s   = 300
    }
  }

  functions = {
    for name, own in local.defaults : name => merge(
      {
        package            = "${local.packages}/${name}.zip"
        log_retention_days = var.log_retention_days
        xray               = var.xray
        vpc                = var.function_network
      },
      own,
      { for key, value in try(var.functions[name], {}) : key => value if value != null },
    )
  }
}

# Three blocks and not one: those of a later block know what was made of those before.
module "worker" {
  source   = "../lambda"
  for_each = toset(["zendesk-create-ticket", "due-work", "work-ticket-events", "email-distill"])

  name             = "${local.name}-${each.key}"
  function_version = lookup(var.function_versions, each.key, null)

  function = merge(local.functions[each.key], {
    environment = each.key == "email-distill" ? {} : { THREADWELL_STACK = jsonencode(local.worker_stack) }
    policy_json = local.worker_policies[each.key]
  })
}

module "answerer" {
  source   = "../lambda"
  for_each = toset(["chat-stream", "lex-fulfillment", "triage-requests", "prove-gaps", "kb-ingest"])

  name             = "${local.name}-${each.key}"
  function_version = lookup(var.function_versions, each.key, null)

  function = merge(local.functions[each.key], {
    environment = { THREADWELL_STACK = jsonencode(merge(local.answerer_stack, each.key == "kb-ingest" ? { site = null, guardrail = null } : {})) }
    policy_json = local.answerer_policies[each.key]
  })
}

module "starter" {
  source   = "../lambda"
  for_each = toset(["chat", "article-workflow"])

  name             = "${local.name}-${each.key}"
  function_version = lookup(var.function_versions, each.key, null)

  function = merge(local.functions[each.key], {
    environment = { THREADWELL_STACK = jsonencode(merge(local.starter_stack, { site = merge(local.site, { origin = each.key == "chat" ? local.origin : local.own_origin }) })) }
    policy_json = local.starter_policies[each.key]
  })
}

locals {
  made = merge(module.worker, module.answerer, module.starter)

  workers = {
    support_requests = module.answerer["triage-requests"]
    ticket_events    = module.worker["work-ticket-events"]
  }
}

resource "aws_lambda_event_source_mapping" "queue" {
  for_each = local.workers

  event_source_arn        = module.intake.queues[each.key].arn
  function_name           = each.value.alias_arn
  batch_size              = 5
  function_response_types = ["ReportBatchItemFailures"]

  # So many calls of Zendesk and of models at once; the rest waits in the queue.
  scaling_config {
    maximum_concurrency = 5
  }
}
