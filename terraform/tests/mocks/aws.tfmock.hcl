# What the mocked provider answers in `terraform test`, by type in alphabetical order. ARNs and policies look like real ones, since resources
# that take them check what they are given.

mock_data "aws_caller_identity" {
  defaults = {
    account_id = "123456789012"
    arn        = "arn:aws:iam::123456789012:role/test"
  }
}

mock_data "aws_cloudfront_cache_policy" {
  defaults = {
    id = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }
}

mock_data "aws_iam_policy_document" {
  defaults = {
    json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  }
}

mock_data "aws_partition" {
  defaults = {
    partition  = "aws"
    dns_suffix = "amazonaws.com"
  }
}

mock_data "aws_region" {
  defaults = {
    region = "us-east-1"
  }
}

mock_data "aws_subnets" {
  defaults = {
    ids = ["subnet-00000000000000001", "subnet-00000000000000002"]
  }
}

mock_data "aws_vpc" {
  defaults = {
    id = "vpc-00000000000000001"
  }
}

mock_resource "aws_apigatewayv2_api" {
  defaults = {
    api_endpoint  = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
    arn           = "arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5"
    execution_arn = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5"
    id            = "a1b2c3d4e5"
  }
}

mock_resource "aws_bedrock_guardrail" {
  defaults = {
    guardrail_arn = "arn:aws:bedrock:us-east-1:123456789012:guardrail/gr0mock0guard"
    guardrail_id  = "gr0mock0guard"
  }
}

mock_resource "aws_bedrock_guardrail_version" {
  defaults = {
    version = "1"
  }
}

mock_resource "aws_bedrockagent_agent" {
  defaults = {
    agent_arn = "arn:aws:bedrock:us-east-1:123456789012:agent/AGENT00001"
    agent_id  = "AGENT00001"
  }
}

mock_resource "aws_bedrockagent_agent_alias" {
  defaults = {
    agent_alias_arn = "arn:aws:bedrock:us-east-1:123456789012:agent-alias/AGENT00001/ALIAS00001"
    agent_alias_id  = "ALIAS00001"
  }
}

mock_resource "aws_bedrockagent_data_source" {
  defaults = {
    data_source_id = "SOURCE0001"
  }
}

mock_resource "aws_bedrockagent_knowledge_base" {
  defaults = {
    arn = "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBASE00001"
    id  = "KBASE00001"
  }
}

mock_resource "aws_cloudformation_stack" {
  defaults = {
    id      = "arn:aws:cloudformation:us-east-1:123456789012:stack/mock/11111111-2222-3333-4444-555555555555"
    outputs = { AliasArn = "arn:aws:lex:us-east-1:123456789012:bot-alias/BOTID12345/ALIAS12345", AliasId = "ALIAS12345", BotId = "BOTID12345", BotVersion = "1" }
  }
}

mock_resource "aws_cloudfront_distribution" {
  defaults = {
    arn            = "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE"
    domain_name    = "d111111abcdef8.cloudfront.net"
    hosted_zone_id = "Z2FDTNDATAQYW2"
    id             = "E1EXAMPLE"
  }
}

mock_resource "aws_cloudfront_function" {
  defaults = {
    arn = "arn:aws:cloudfront::123456789012:function/mock"
  }
}

mock_resource "aws_cloudwatch_event_bus" {
  defaults = {
    arn = "arn:aws:events:us-east-1:123456789012:event-bus/mock"
  }
}

mock_resource "aws_cloudwatch_event_rule" {
  defaults = {
    arn = "arn:aws:events:us-east-1:123456789012:rule/mock/mock"
  }
}

mock_resource "aws_cloudwatch_log_delivery_destination" {
  defaults = {
    arn = "arn:aws:logs:us-east-1:123456789012:delivery-destination:mock"
  }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = {
    arn = "arn:aws:logs:us-east-1:123456789012:log-group:/threadwell-dev/mock"
  }
}

mock_resource "aws_cloudwatch_metric_alarm" {
  defaults = {
    arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:threadwell-dev-mock"
  }
}

mock_resource "aws_cognito_user_pool" {
  defaults = {
    arn      = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Example01"
    endpoint = "cognito-idp.us-east-1.amazonaws.com/us-east-1_Example01"
    id       = "us-east-1_Example01"
  }
}

mock_resource "aws_cognito_user_pool_client" {
  defaults = {
    id = "4exampleclientid"
  }
}

mock_resource "aws_connect_contact_flow" {
  defaults = {
    arn             = "arn:aws:connect:us-east-1:123456789012:instance/9308c2a1-9bc6-4cea-8290-6c0b4a6d38fa/contact-flow/11111111-2222-3333-4444-555555555555"
    contact_flow_id = "11111111-2222-3333-4444-555555555555"
  }
}

mock_resource "aws_connect_instance" {
  defaults = {
    arn = "arn:aws:connect:us-east-1:123456789012:instance/9308c2a1-9bc6-4cea-8290-6c0b4a6d38fa"
    id  = "9308c2a1-9bc6-4cea-8290-6c0b4a6d38fa"
  }
}

mock_resource "aws_dynamodb_table" {
  defaults = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/mock"
  }
}

mock_resource "aws_ecr_repository" {
  defaults = {
    arn            = "arn:aws:ecr:us-east-1:123456789012:repository/mock"
    repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/mock"
  }
}

mock_resource "aws_ecs_cluster" {
  defaults = {
    arn = "arn:aws:ecs:us-east-1:123456789012:cluster/mock"
  }
}

mock_resource "aws_ecs_task_definition" {
  defaults = {
    arn                  = "arn:aws:ecs:us-east-1:123456789012:task-definition/mock:1"
    arn_without_revision = "arn:aws:ecs:us-east-1:123456789012:task-definition/mock"
  }
}

mock_resource "aws_iam_openid_connect_provider" {
  defaults = {
    arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  }
}

mock_resource "aws_iam_policy" {
  defaults = {
    arn = "arn:aws:iam::123456789012:policy/mock"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::123456789012:role/mock"
    id  = "mock"
  }
}

mock_resource "aws_kms_key" {
  defaults = {
    arn    = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000"
    key_id = "00000000-0000-4000-8000-000000000000"
  }
}

mock_resource "aws_lambda_alias" {
  defaults = {
    arn        = "arn:aws:lambda:us-east-1:123456789012:function:mock:live"
    invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:mock:live/invocations"
  }
}

mock_resource "aws_lambda_function" {
  defaults = {
    arn                           = "arn:aws:lambda:us-east-1:123456789012:function:mock"
    invoke_arn                    = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:mock/invocations"
    qualified_arn                 = "arn:aws:lambda:us-east-1:123456789012:function:mock:7"
    response_streaming_invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/arn:aws:lambda:us-east-1:123456789012:function:mock/response-streaming-invocations"
    version                       = "7"
  }
}

mock_resource "aws_lambda_function_url" {
  defaults = {
    function_url = "https://abcdefghij.lambda-url.us-east-1.on.aws/"
  }
}

mock_resource "aws_s3_bucket" {
  defaults = {
    arn                         = "arn:aws:s3:::threadwell-dev-mock"
    bucket_regional_domain_name = "threadwell-dev-mock.s3.us-east-1.amazonaws.com"
  }
}

mock_resource "aws_s3vectors_index" {
  defaults = {
    index_arn = "arn:aws:s3vectors:us-east-1:123456789012:bucket/mock/index/mock"
  }
}

mock_resource "aws_s3vectors_vector_bucket" {
  defaults = {
    vector_bucket_arn = "arn:aws:s3vectors:us-east-1:123456789012:bucket/mock"
  }
}

mock_resource "aws_secretsmanager_secret" {
  defaults = {
    arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mock-AbCdEf"
  }
}

mock_resource "aws_security_group" {
  defaults = {
    id = "sg-00000000000000001"
  }
}

mock_resource "aws_sfn_state_machine" {
  defaults = {
    arn = "arn:aws:states:us-east-1:123456789012:stateMachine:mock"
  }
}

mock_resource "aws_sns_topic" {
  defaults = {
    arn = "arn:aws:sns:us-east-1:123456789012:threadwell-dev-mock"
  }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:us-east-1:123456789012:mock"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/mock"
  }
}

mock_resource "aws_wafv2_web_acl" {
  defaults = {
    arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mock/11111111-2222-3333-4444-555555555555"
  }
}
