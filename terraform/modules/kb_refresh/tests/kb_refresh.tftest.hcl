mock_provider "aws" {
  source = "../../tests/mocks"

  override_resource {
    target = aws_iam_role.crawl
    values = { arn = "arn:aws:iam::123456789012:role/crawl" }
  }

  override_resource {
    target = aws_iam_role.crawl_start
    values = { arn = "arn:aws:iam::123456789012:role/crawl-start" }
  }
}

variables {
  name                = "threadwell-dev"
  is_prod             = false
  ingest_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:threadwell-dev-kb-ingest:live"
  knowledge_base_arns = ["arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBBLUE0001", "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBGREEN001"]
  topics              = { success = "arn:aws:sns:us-east-1:123456789012:success", failure = "arn:aws:sns:us-east-1:123456789012:failure" }
  files               = { name = "threadwell-dev-files", arn = "arn:aws:s3:::threadwell-dev-files" }
  table               = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/threadwell-dev-state", index_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/threadwell-dev-state/index/gsi1" }
  stack               = "{\"region\":\"us-east-1\",\"bucket\":\"threadwell-dev-files\",\"table\":\"threadwell-dev-state\",\"knowledge_bases\":{\"blue\":{\"id\":\"KBBLUE0001\"}}}"
  network             = { vpc_id = "vpc-00000000000000001", subnet_ids = ["subnet-00000000000000001", "subnet-00000000000000002"] }
  image_tag           = "0123abc"
  log_retention_days  = 30
}

run "the_machine_is_the_file" {
  assert {
    condition     = !strcontains(aws_sfn_state_machine.refresh.definition, "$${")
    error_message = "Every placeholder of the file has its value."
  }

  assert {
    condition = { for name, state in jsondecode(aws_sfn_state_machine.refresh.definition).States : name => jsonencode(state) if !contains(["Scrape", "Notify", "NotifyFailure"], name) } == {
      for name, state in jsondecode(replace(file("../../../pipelines/kb-ingest/refresh.asl.json"), "$${ingest_function_arn}", var.ingest_function_arn)).States : name => jsonencode(state) if !contains(["Scrape", "Notify", "NotifyFailure"], name)
    }
    error_message = "The states are those of pipelines/kb-ingest/refresh.asl.json, to the letter."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.refresh.definition).States.Sync.MaxConcurrency == 1
    error_message = "One source is ingested after the other: a knowledge base takes one job at a time."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.refresh.definition).States.Check.Parameters.FunctionName == var.ingest_function_arn
    error_message = "Steps call the function by its alias."
  }

  assert {
    condition = [jsondecode(aws_sfn_state_machine.refresh.definition).States.Notify.Parameters.TopicArn, jsondecode(aws_sfn_state_machine.refresh.definition).States.NotifyFailure.Parameters.TopicArn] == [
      var.topics.success, var.topics.failure
    ]
    error_message = "Successes and failures are told to their own topics."
  }

  assert {
    condition = jsondecode(aws_sfn_state_machine.refresh.definition).States.Scrape.Parameters.NetworkConfiguration.AwsvpcConfiguration == {
      "Subnets.$"        = "States.StringSplit('subnet-00000000000000001,subnet-00000000000000002', ',')"
      "SecurityGroups.$" = "States.StringSplit('sg-00000000000000001', ',')"
      AssignPublicIp     = "ENABLED"
    }
    error_message = "The crawl runs in the given subnets, in its own group."
  }
}

run "it_is_logged_and_traced_without_what_articles_say" {
  assert {
    condition = alltrue([
      aws_sfn_state_machine.refresh.logging_configuration[0].level == "ALL",
      !aws_sfn_state_machine.refresh.logging_configuration[0].include_execution_data,
      endswith(aws_sfn_state_machine.refresh.logging_configuration[0].log_destination, ":*"),
      aws_sfn_state_machine.refresh.tracing_configuration[0].enabled,
    ])
    error_message = "Every state is in the log, no contents are; the destination ends as Step Functions wants it."
  }

  assert {
    condition     = aws_cloudwatch_log_group.machine.retention_in_days == 30 && aws_cloudwatch_log_group.crawl.retention_in_days == 30 && startswith(output.log_group_name, "/aws/vendedlogs/states/")
    error_message = "Logs end."
  }
}

run "roles_have_what_the_steps_need" {
  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.machine.policy).Statement : statement.Action if contains(statement.Resource, "*")])) == toset([
      "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries",
      "logs:PutResourcePolicy", "logs:UpdateLogDelivery", "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
    ])
    error_message = "Only what has no resource level is allowed on all resources."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.machine.policy).Statement : statement.Sid => statement.Resource if !contains(statement.Resource, "*") } == {
      CallIngest             = ["arn:aws:lambda:us-east-1:123456789012:function:threadwell-dev-kb-ingest:live"]
      RunJobs                = ["arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBBLUE0001", "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBGREEN001"]
      TellHowItEnded         = ["arn:aws:sns:us-east-1:123456789012:success", "arn:aws:sns:us-east-1:123456789012:failure"]
      StartCrawl             = ["arn:aws:ecs:us-east-1:123456789012:task-definition/mock:*"]
      FollowCrawl            = ["arn:aws:ecs:us-east-1:123456789012:task/threadwell-dev-crawl/*"]
      GiveCrawlItsRoles      = ["arn:aws:iam::123456789012:role/crawl", "arn:aws:iam::123456789012:role/crawl-start"]
      HearOfTheEndOfTheCrawl = ["arn:aws:events:us-east-1:123456789012:rule/StepFunctionsGetEventsForECSTaskRule"]
    }
    error_message = "Each step has its own resource."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.crawl.policy, "\"*\"") && !strcontains(aws_iam_role_policy.schedule.policy, "\"*\"")
    error_message = "The crawl and the schedule are allowed nothing on all resources."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.crawl_start.policy).Statement : statement.Action if contains(statement.Resource, "*")] == [["ecr:GetAuthorizationToken"]]
    error_message = "Only the token of the registry is for all of it."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.crawl.policy).Statement : statement.Resource if statement.Sid == "WriteDocs"])) == toset([
      "arn:aws:s3:::threadwell-dev-files/web_docs.csv", "arn:aws:s3:::threadwell-dev-files/web_docs.crawled.json", "arn:aws:s3:::threadwell-dev-files/work/crawl/*",
    ])
    error_message = "A crawl reads foreign pages: it may write its own files and no others."
  }
}

run "the_container_can_do_little" {
  assert {
    condition = alltrue([for container in jsondecode(aws_ecs_task_definition.crawl.container_definitions) : alltrue([
      container.readonlyRootFilesystem,
      container.linuxParameters.initProcessEnabled,
      container.linuxParameters.capabilities.drop == ["ALL"],
      container.image == "123456789012.dkr.ecr.us-east-1.amazonaws.com/mock:0123abc",
      container.command == ["scrape", "--platform", "aws"],
      container.logConfiguration.options["awslogs-group"] == "/ecs/threadwell-dev-crawl",
    ])])
    error_message = "It writes to its work folder only, has no capabilities, is told to stop, and its output is logged."
  }

  assert {
    condition     = aws_ecs_task_definition.crawl.task_role_arn != aws_ecs_task_definition.crawl.execution_role_arn
    error_message = "What fetches the image may not touch the files."
  }

  assert {
    condition     = aws_ecr_repository.pipelines.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.pipelines.image_scanning_configuration[0].scan_on_push && aws_ecr_repository.pipelines.force_delete
    error_message = "A tag is one image for ever, and each is scanned."
  }

  assert {
    condition     = toset([for rule in aws_vpc_security_group_egress_rule.web : rule.from_port]) == toset([80, 443])
    error_message = "The web is reached, and nothing else."
  }
}

run "the_schedule_starts_it_and_keeps_what_failed" {
  assert {
    condition = alltrue([
      aws_scheduler_schedule.refresh.flexible_time_window[0].mode == "OFF",
      aws_scheduler_schedule.refresh.schedule_expression == "rate(1 day)",
      aws_scheduler_schedule.refresh.state == "ENABLED",
      jsondecode(aws_scheduler_schedule.refresh.target[0].input) == { scrape = true },
      aws_scheduler_schedule.refresh.target[0].arn == aws_sfn_state_machine.refresh.arn,
      aws_scheduler_schedule.refresh.target[0].dead_letter_config[0].arn == aws_sqs_queue.not_started.arn,
      aws_sqs_queue.not_started.sqs_managed_sse_enabled,
    ])
    error_message = "At its time the docs are crawled and ingested; what could not be started is kept."
  }
}

run "prod_keeps_its_images" {
  variables {
    is_prod  = true
    schedule = { enabled = false }
  }

  assert {
    condition     = !aws_ecr_repository.pipelines.force_delete && one(aws_ecs_cluster.crawl.setting).value == "enabled"
    error_message = "Images stay while there are some, and containers are measured."
  }

  assert {
    condition     = aws_scheduler_schedule.refresh.state == "DISABLED"
    error_message = "The schedule can be switched off."
  }
}

run "refuses_what_only_a_run_would_notice" {
  command = plan

  variables {
    ingest_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:threadwell-dev-kb-ingest"
    image_tag           = "latest"
    task                = { cpu = 1024, memory_mb = 1024 }
    stack               = "{}"
    log_retention_days  = 31
    schedule            = { expression = "daily" }
  }

  expect_failures = [var.ingest_function_arn, var.image_tag, var.task, var.stack, var.log_retention_days, var.schedule]
}
