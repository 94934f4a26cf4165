output "agent_id" {
  description = "The agent, for the stack's `agent.id`."
  value       = aws_bedrockagent_agent.support.agent_id
}

output "alias_id" {
  description = "The alias that visitors are answered by, for `agent.alias_id`."
  value       = aws_bedrockagent_agent_alias.live.agent_alias_id
}

output "agent_arn" {
  description = "For policies of a refresh: `bedrock:GetAgent`, `bedrock:ListAgentKnowledgeBases`, `bedrock:PrepareAgent`, `bedrock:UpdateAgentKnowledgeBase`."
  value       = aws_bedrockagent_agent.support.agent_arn
}

output "alias_arn" {
  description = "For policies: `bedrock:InvokeAgent` of the chat, `bedrock:GetAgentAlias` and `bedrock:UpdateAgentAlias` of a refresh."
  value       = aws_bedrockagent_agent_alias.live.agent_alias_arn
}

output "release" {
  description = "Which release the alias leads to; another one whenever something changes that makes the agent what it is."
  value       = aws_bedrockagent_agent_alias.live.description
}
