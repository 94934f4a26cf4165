mock_provider "aws" {
  source = "../../tests/mocks"

  override_resource {
    target = module.store.aws_s3_bucket.files
    values = { arn = "arn:aws:s3:::files" }
  }

  override_resource {
    target = module.intake.aws_sqs_queue.queue["support_requests"]
    values = { arn = "arn:aws:sqs:us-east-1:123456789012:support-requests", url = "https://sqs.us-east-1.amazonaws.com/123456789012/support-requests" }
  }

  override_resource {
    target = module.intake.aws_sqs_queue.queue["ticket_events"]
    values = { arn = "arn:aws:sqs:us-east-1:123456789012:zendesk-events", url = "https://sqs.us-east-1.amazonaws.com/123456789012/zendesk-events" }
  }

  override_resource {
    target = module.tickets.aws_secretsmanager_secret.secret["origin"]
    values = { arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:origin-AbCdEf" }
  }

  override_resource {
    target = module.tickets.aws_secretsmanager_secret.secret["zendesk_api_token"]
    values = { arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf" }
  }
}

variables {
  environment        = "dev"
  is_prod            = false
  dist               = "../../../dist"
  log_retention_days = 30
  origin_secret      = "0123456789abcdef0123456789abcdef"
  secret_values      = {}
  alert_emails       = ["ops@example.com"]

  config = <<-EOT
    {
      "brand": { "name": "Example", "fallbackEmail": "support@example.com", "suggestions": [] },
      "origins": ["https://shop.example.com"],
      "schedule": "rate(1 day)",
      "mail": { "rewrite": { "provider": "bedrock", "model": "amazon.nova-micro-v1:0", "region": "us-west-2" } },
      "triage": { "model": { "provider": "openai", "model": "elsewhere" } },
      "tickets": { "fields": [{ "name": "plugin_version" }] },
      "assistant": {
        "name": "converse",
        "converse": {
          "answer": { "provider": "bedrock", "model": "us.amazon.nova-pro-v1:0" },
          "reader": { "provider": "bedrock", "model": "us.amazon.nova-pro-v1:0" }
        }
      }
    }
  EOT
}

run "as_it_is_by_itself" {
  assert {
    condition = toset(keys(local.made)) == toset([
      "article-workflow", "chat", "chat-stream", "due-work", "email-distill", "kb-ingest", "lex-fulfillment", "prove-gaps", "triage-requests", "work-ticket-events",
      "zendesk-create-ticket",
    ])
    error_message = "Every function is deployed."
  }

  assert {
    condition = alltrue(flatten([
      for policy in concat([for text in values(merge(local.worker_policies, local.answerer_policies, local.starter_policies)) : text if text != null], values(local.operator_policies), [aws_iam_role_policy.schedules.policy]) : [
        for statement in jsondecode(policy).Statement : [
          length(statement.Resource) > 0,
          alltrue([for action in statement.Action : !strcontains(action, "*")]),
          # A path in the bucket, a run of the workflow or the refresh, and a model in whatever region a profile chose.
          alltrue([for resource in statement.Resource : !strcontains(resource, "*") || can(regex("^(arn:aws:s3:::files/([a-z-]+/)*\\*|arn:aws:lambda:us-east-1:123456789012:function:threadwell-dev-article-workflow:\\*|arn:aws:states:us-east-1:123456789012:execution:mock:\\*|arn:aws:bedrock:\\*::foundation-model/[a-z0-9.:-]+)$", resource))]),
        ]
      ]
    ]))
    error_message = "No policy has a wildcard for a resource or an action, but below a name that is ours."
  }

  assert {
    condition = jsonencode({ for name, policy in merge(local.worker_policies, local.answerer_policies, local.starter_policies) : name => policy == null ? [] : jsondecode(policy).Statement[*].Sid }) == jsonencode({
      article-workflow      = ["UseTable", "KnowWhatIsThere", "ReadFiles", "WriteFiles", "SearchKnowledge", "AskModels", "BeJudged", "StartRefresh", "FollowRefresh", "TellSteps", "TellOperators", "AnswerWaitingStep"]
      chat                  = ["UseTable", "KnowWhatIsThere", "ReadFiles", "WriteFiles", "RemoveFiles", "ReadSecrets", "SearchKnowledge", "AskModels", "BeJudged", "StartRefresh", "FollowRefresh", "QueueRequests", "QueueTicketEvents", "StartWorkflow", "AnswerWaitingStep"]
      chat-stream           = ["UseTable", "KnowWhatIsThere", "ReadFiles", "ReadSecrets", "SearchKnowledge", "AskModels", "BeJudged"]
      due-work              = ["UseTable", "ReadSecrets", "StartWorkflow", "AnswerWaitingStep", "QueueRequests", "LookIntoDeadLetters", "TellSteps", "TellOperators"]
      email-distill         = []
      kb-ingest             = ["KnowWhatIsThere", "ReadFiles", "WriteFiles", "RemoveFiles", "MoveServing", "CheckKnowledge"]
      lex-fulfillment       = ["UseTable", "KnowWhatIsThere", "ReadFiles", "ReadSecrets", "SearchKnowledge", "AskModels", "BeJudged"]
      prove-gaps            = ["UseTable", "KnowWhatIsThere", "ReadFiles", "WriteFiles", "SearchKnowledge", "AskModels", "BeJudged"]
      triage-requests       = ["UseTable", "KnowWhatIsThere", "ReadFiles", "ReadSecrets", "WorkOffQueue", "SearchKnowledge", "AskModels", "BeJudged", "TellOperators"]
      work-ticket-events    = ["UseTable", "KnowWhatIsThere", "ReadFiles", "WriteFiles", "ReadSecrets", "WorkOffQueue", "Reword"]
      zendesk-create-ticket = ["UseTable", "ReadSecrets"]
    })
    error_message = "Each function may do what it does, and nothing else."
  }

  assert {
    condition     = [for one in jsondecode(local.answerer_policies["chat-stream"]).Statement : one.Resource if one.Sid == "ReadSecrets"] == [["arn:aws:secretsmanager:us-east-1:123456789012:secret:origin-AbCdEf"]]
    error_message = "Who streams answers knows what CloudFront is known by, and no token of Zendesk."
  }

  assert {
    condition = [for one in jsondecode(local.starter_policies["chat"]).Statement : one.Resource if one.Sid == "WriteFiles"] == [[
      "arn:aws:s3:::files/curated_articles.csv", "arn:aws:s3:::files/curated_articles.crawled.json", "arn:aws:s3:::files/files/versions/*", "arn:aws:s3:::files/files/reports/*", "arn:aws:s3:::files/incoming/*", "arn:aws:s3:::files/uploads/*",
    ]]
    error_message = "The chat writes approved articles, files of requests, and what a rollback copies."
  }

  assert {
    condition = jsonencode(local.model_arns) == jsonencode({
      answers = ["arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0", "arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0"]
      rewrite = ["arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-micro-v1:0"]
      triage  = []
    })
    error_message = "Models are those of the configuration, a profile with the model behind it; those of others are none."
  }

  assert {
    condition     = alltrue([for queue, worker in local.workers : module.intake.visibility_timeouts_s[queue] >= 6 * worker.timeout_s])
    error_message = "A message stays hidden six times as long as its worker may take."
  }

  assert {
    condition     = alltrue([for mapping in aws_lambda_event_source_mapping.queue : mapping.function_response_types == toset(["ReportBatchItemFailures"]) && endswith(mapping.function_name, ":live")])
    error_message = "Only what failed comes again, and it goes to the alias."
  }

  assert {
    condition     = { for name, schedule in aws_scheduler_schedule.work : name => [schedule.schedule_expression, schedule.flexible_time_window[0].mode, schedule.target[0].retry_policy[0].maximum_retry_attempts] } == { due-work = ["rate(1 minute)", "OFF", 0], prove-gaps = ["rate(5 minutes)", "OFF", 0] }
    error_message = "What is due is done each minute, and never twice at once for a retry."
  }

  assert {
    condition     = local.functions["prove-gaps"].reserved_concurrency == 1 && !contains(keys(local.functions["chat"]), "reserved_concurrency")
    error_message = "Open questions are asked by one at a time; the chat shares what the account has."
  }

  assert {
    condition     = { for name, function in local.functions : name => function.dead_letter_arn if can(function.dead_letter_arn) } == { article-workflow = "arn:aws:sqs:us-east-1:123456789012:threadwell-dev-workflow-dead" }
    error_message = "A run that ends without telling is kept; what a schedule calls is called again, and what waits for an answer hears of it."
  }

  assert {
    condition     = toset(flatten([for one in jsondecode(local.operator_policies.work).Statement : one.Resource if one.Sid == "MendQueues"])) == toset(concat(flatten([for queue in module.intake.queues : [queue.arn, queue.dead_letter_arn]]), [module.workflow.dead_letters.arn, module.refresh.not_started_queue.arn]))
    error_message = "An operator can empty each queue that an alarm tells of."
  }

  assert {
    condition     = local.functions["article-workflow"].durable.execution_timeout_s == 1209600
    error_message = "An article may take two weeks."
  }

  assert {
    condition     = output.agent == null && output.connect == null && output.guardrail == { id = "gr0mock0guard", version = "1" }
    error_message = "No agent and no Connect unless they are asked for; a guardrail is."
  }

  assert {
    condition     = local.site.origin == null && output.site.origin == "https://d111111abcdef8.cloudfront.net" && jsondecode(output.function_stack).site.origin == output.url
    error_message = "The name that CloudFront gives is known to the chat and in the outputs; who is made before it is told with each request."
  }

  assert {
    condition     = !contains(keys(local.answerer_stack), "refresh_state_machine_arn") && contains(keys(local.starter_stack), "refresh_state_machine_arn")
    error_message = "Who is part of a refresh starts none."
  }

  assert {
    condition     = length(output.alarm_names) > 20 && alltrue([for queue in ["support_requests", "ticket_events", "refresh", "workflows"] : contains(output.alarm_names, "threadwell-dev-dead-letters-${queue}")])
    error_message = "Alarms are there, one for each queue of dead letters."
  }

  assert {
    condition     = alltrue([for address in values(output.test_endpoints) : startswith(address, "https://")]) && alltrue([for address in values(output.monitoring_urls) : startswith(address, "https://us-east-1.console.aws.amazon.com/")])
    error_message = "Addresses can be opened."
  }

  assert {
    condition     = length([for command in output.quick_start_commands : command if strcontains(command, "put-secret-value")]) == 3 && strcontains(join("\n", output.quick_start_commands), "--secret-id threadwell/dev/origin --secret-string \"$TF_VAR_origin_secret\"")
    error_message = "Each secret that Terraform does not write is put there by hand."
  }

  assert {
    condition     = length(output.log_groups) == 17 && output.log_groups.edge == null && alltrue([for name in keys(local.made) : output.log_groups[name] == "/aws/lambda/threadwell-dev-${name}"])
    error_message = "Every log is listed."
  }

  assert {
    # With room for names that are longer than these.
    condition     = alltrue([for policy in values(local.operator_policies) : length(policy) < 5000]) && alltrue([for policy in values(merge(local.answerer_policies, local.starter_policies)) : length(policy) < 8000])
    error_message = "A policy has 6,144 characters, and that of a role 10,240."
  }

  assert {
    condition     = length(output.function_stack) < 3500
    error_message = "The environment of a function has 4 KB."
  }
}

run "with_a_domain_an_agent_and_other_figures" {
  variables {
    domain                  = { name = "help.example.com", certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555" }
    agent                   = { enabled = true, foundation_model = "us.amazon.nova-pro-v1:0" }
    guardrail               = { cross_region_profile = "us.guardrail.v1:0" }
    reserve_concurrency     = false
    provisioned_concurrency = 2
    approval_hours          = 24
    functions               = { triage-requests = { timeout_s = 300 }, chat = { memory_mb = 2048 } }
    network                 = { vpc_id = "vpc-1", subnet_ids = ["subnet-1"], assign_public_ip = false }
    allowed_origins         = ["https://shop.example.com"]
    monthly_budget_usd      = 50
    budget_by_tag           = true
    edge_access_logs        = true
    secret_versions         = { zendesk_api_token = 1, zendesk_webhook_secret = 1, origin = 1 }
    secret_values           = { zendesk_api_token = "token", zendesk_webhook_secret = "secret" }

    config = <<-EOT
      {
        "brand": { "name": "Example", "fallbackEmail": "support@example.com" },
        "origins": ["https://shop.example.com"],
        "schedule": "rate(1 day)",
        "tickets": { "fields": [] },
        "assistant": { "name": "bedrock-agent" }
      }
    EOT
  }

  assert {
    condition     = local.site.origin == "https://help.example.com" && output.url == "https://help.example.com"
    error_message = "Your own domain is known to all."
  }

  assert {
    condition     = output.agent == { id = "AGENT00001", alias_id = "ALIAS00001" } && !contains(keys(local.worker_stack), "agent")
    error_message = "The agent's own tool is made before it."
  }

  assert {
    condition     = [for one in jsondecode(local.answerer_policies["chat-stream"]).Statement : one.Resource if contains(one.Action, "bedrock:InvokeAgent")] == [["arn:aws:bedrock:us-east-1:123456789012:agent-alias/AGENT00001/ALIAS00001"]]
    error_message = "Who answers asks the agent by its alias."
  }

  assert {
    condition = { for one in jsondecode(local.answerer_policies["kb-ingest"]).Statement : one.Sid => one.Resource if one.Sid == "SwitchAgent" } == {
      # Which side the agent searches is a change of the agent, and of the knowledge base.
      SwitchAgent = concat([module.agent[0].agent_arn], local.knowledge_base_arns)
    }
    error_message = "A refresh may switch the agent from one side to the other."
  }

  assert {
    condition     = [for one in jsondecode(local.answerer_policies["prove-gaps"]).Statement : one.Resource if one.Sid == "BeJudged"] == [] && module.guardrail[0].arns[1] == "arn:aws:bedrock:*:123456789012:guardrail-profile/us.guardrail.v1:0"
    error_message = "Whom a guardrail judges may use its profile; who asks no model is judged by none."
  }

  assert {
    condition     = setintersection(jsondecode(local.answerer_policies["kb-ingest"]).Statement[*].Sid, ["SwitchAgent", "MoveAgentsAlias"]) == toset(["SwitchAgent", "MoveAgentsAlias"]) && !contains(jsondecode(local.answerer_policies["chat-stream"]).Statement[*].Sid, "AskModels")
    error_message = "A refresh moves the agent; nobody asks models that are not configured."
  }

  assert {
    condition     = module.intake.visibility_timeouts_s.support_requests == 1800 && local.functions["triage-requests"].memory_mb == 1024 && local.functions["chat"].memory_mb == 2048 && local.functions["chat"].timeout_s == 29
    error_message = "A figure of yours changes that one, and the queue follows the time of its worker."
  }

  assert {
    condition     = local.functions["prove-gaps"].reserved_concurrency == null && local.functions["chat"].provisioned_concurrency == 2 && local.functions["chat-stream"].provisioned_concurrency == 2 && local.functions["article-workflow"].durable.execution_timeout_s == 86400
    error_message = "What is set aside and what is kept warm can be said."
  }

  assert {
    condition     = output.log_groups.edge == "/aws/vendedlogs/cloudfront/threadwell-dev" && length([for command in output.quick_start_commands : command if strcontains(command, "put-secret-value")]) == 0
    error_message = "Requests are logged where it is wanted; what Terraform writes nobody puts there."
  }

  assert {
    condition     = module.budget[0].counts == "Environment=dev"
    error_message = "The budget counts this environment where it is told to."
  }

  assert {
    condition     = length(data.aws_vpc.default) == 0 && length(module.budget) == 1
    error_message = "Your network is taken; a budget only where a limit is."
  }
}

run "refuses_a_list_of_origins_that_the_functions_do_not_know" {
  command = plan

  variables {
    allowed_origins = ["https://other.example.com"]
  }

  expect_failures = [var.allowed_origins]
}

run "refuses_every_origin_and_assistants_without_their_part" {
  command = plan

  variables {
    config = "{\"brand\":{\"name\":\"x\",\"fallbackEmail\":\"a@example.com\"},\"origins\":[\"*\"],\"schedule\":\"rate(1 day)\",\"tickets\":{\"fields\":[]},\"assistant\":{\"name\":\"converse\"}}"
  }

  expect_failures = [var.config]
}

run "refuses_an_agent_without_a_model_and_functions_that_are_none" {
  command = plan

  variables {
    agent              = { enabled = true }
    functions          = { chit = { memory_mb = 512 } }
    alert_emails       = []
    monthly_budget_usd = 50
  }

  expect_failures = [var.agent, var.functions, var.monthly_budget_usd]
}

run "refuses_a_model_in_a_region_that_does_not_know_the_guardrail" {
  command = plan

  variables {
    config = "{\"brand\":{\"name\":\"x\",\"fallbackEmail\":\"a@example.com\"},\"origins\":[],\"schedule\":\"rate(1 day)\",\"tickets\":{\"fields\":[]},\"assistant\":{\"name\":\"converse\",\"converse\":{\"answer\":{\"provider\":\"bedrock\",\"model\":\"us.amazon.nova-pro-v1:0\",\"region\":\"us-west-2\"}}}}"
  }

  expect_failures = [var.config]
}
