mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name           = "threadwell-dev"
  fallback_email = "support@example.com"
  ticket_fields  = ["plugin_version", "mule_runtime"]
  function = {
    name       = "threadwell-dev-lex-fulfillment"
    alias_name = "live"
    alias_arn  = "arn:aws:lambda:us-east-1:123456789012:function:threadwell-dev-lex-fulfillment:live"
  }
}

run "uses_an_instance_that_is_there" {
  variables {
    instance_id = "11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = length(aws_connect_instance.this) == 0 && aws_connect_lambda_function_association.this.instance_id == "11111111-2222-3333-4444-555555555555"
    error_message = "Yours is used, and none is made."
  }

  assert {
    condition     = output.instance_arn == "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555" && aws_lambda_permission.connect.source_arn == output.instance_arn
    error_message = "That instance may call the function, and no other."
  }

  assert {
    condition     = aws_lambda_permission.connect.principal == "connect.amazonaws.com" && aws_lambda_permission.connect.qualifier == "live"
    error_message = "Connect calls the alias."
  }

  assert {
    condition     = aws_lambda_permission.lex.principal == "lexv2.amazonaws.com" && aws_lambda_permission.lex.source_arn == "arn:aws:lex:us-east-1:123456789012:bot-alias/BOTID12345/ALIAS12345"
    error_message = "This bot's alias may call the function, and no other bot."
  }

  # Connect checks a flow only when it is made.
  assert {
    condition = alltrue(flatten([
      for flow in aws_connect_contact_flow.this : [
        for action in jsondecode(flow.content).Actions : [
          for next in concat(
            [for key, value in action.Transitions : value if key == "NextAction"],
            [for branch in try(action.Transitions.Conditions, []) : branch.NextAction],
            [for branch in try(action.Transitions.Errors, []) : branch.NextAction],
            [jsondecode(flow.content).StartAction],
          ) : contains(jsondecode(flow.content).Actions[*].Identifier, next)
        ]
      ]
    ]))
    error_message = "Each step of a flow leads to one that is there."
  }

  assert {
    condition     = alltrue([for flow in aws_connect_contact_flow.this : toset(keys(jsondecode(flow.content).Metadata.ActionMetadata)) == toset(jsondecode(flow.content).Actions[*].Identifier)])
    error_message = "Each step has a place in the picture."
  }

  assert {
    condition     = alltrue(flatten([for flow in aws_connect_contact_flow.this : [for action in jsondecode(flow.content).Actions : length(try(action.Transitions.Errors, [])) > 0 if action.Type != "DisconnectParticipant"]]))
    error_message = "Each step says what happens when it fails."
  }

  assert {
    condition     = one([for action in jsondecode(aws_connect_contact_flow.this["answer"].content).Actions : action.Parameters.LambdaFunctionARN if action.Type == "InvokeLambdaFunction"]) == var.function.alias_arn
    error_message = "The flow calls the alias."
  }

  assert {
    condition     = strcontains(one([for action in jsondecode(aws_connect_contact_flow.this["talk"].content).Actions : action.Parameters.Text if action.Identifier == "apologise"]), "support@example.com")
    error_message = "When nothing works, there is an address."
  }
}

run "makes_a_bot_that_asks_and_answers" {
  variables {
    instance_id = "11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = toset(yamldecode(replace(aws_cloudformation_stack.bot.template_body, "/![A-Za-z]+ /", "")).Resources.Bot.Properties.BotLocales[0].Intents[*].Name) == toset(["AskQuestion", "CreateTicket", "FallbackIntent"])
    error_message = "The intents that the function knows."
  }

  assert {
    condition     = toset(flatten([for intent in yamldecode(replace(aws_cloudformation_stack.bot.template_body, "/![A-Za-z]+ /", "")).Resources.Bot.Properties.BotLocales[0].Intents : [for slot in intent.Slots : slot.Name] if intent.Name == "CreateTicket"])) == toset(["description", "requester_email", "priority", "plugin_version", "mule_runtime"])
    error_message = "A slot for each field of a ticket."
  }

  # Lex builds no locale otherwise: "Slot ids […] in intent … don't define a slot priority".
  assert {
    condition = alltrue([
      for intent in yamldecode(replace(aws_cloudformation_stack.bot.template_body, "/![A-Za-z]+ /", "")).Resources.Bot.Properties.BotLocales[0].Intents :
      jsonencode(try(intent.SlotPriorities, [])) == jsonencode([for index, slot in try(intent.Slots, []) : { Priority = index + 1, SlotName = slot.Name }])
    ])
    error_message = "Each slot of an intent has its place, from 1 on."
  }

  assert {
    condition     = alltrue([for intent in yamldecode(replace(aws_cloudformation_stack.bot.template_body, "/![A-Za-z]+ /", "")).Resources.Bot.Properties.BotLocales[0].Intents : intent.FulfillmentCodeHook.Enabled])
    error_message = "Each intent is answered by the function."
  }

  assert {
    condition     = length(regexall("(?m)^  Version[0-9a-f]{8}:$", aws_cloudformation_stack.bot.template_body)) == 1
    error_message = "A change of the bot is a new version."
  }

  assert {
    condition     = jsondecode(aws_cloudformation_stack.association.template_body).Resources.Association.Properties.IntegrationType == "LEX_BOT"
    error_message = "The instance knows the bot."
  }
}

run "makes_an_instance_where_there_is_none" {
  command = plan

  assert {
    condition     = length(aws_connect_instance.this) == 1 && aws_connect_instance.this[0].outbound_calls_enabled == false && aws_connect_instance.this[0].instance_alias == "threadwell-dev"
    error_message = "An instance that is called and calls nobody."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flows[0].retention_in_days == 30
    error_message = "Its log has an end."
  }
}

run "refuses_an_arn_for_an_id" {
  command = plan

  variables {
    instance_id = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.instance_id]
}
