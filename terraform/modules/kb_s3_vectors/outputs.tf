output "sides" {
  description = "By side (`blue`, `green`): `knowledge_base_id`, `arn`, and the ids of its `data_sources` by source (`web_docs`, `curated_articles`)."
  value = {
    for side in local.sides : side => {
      knowledge_base_id = aws_bedrockagent_knowledge_base.kb[side].id
      arn               = aws_bedrockagent_knowledge_base.kb[side].arn
      data_sources      = { for source in keys(local.sources) : source => aws_bedrockagent_data_source.kb["${side}/${source}"].data_source_id }
    }
  }
}

output "embedding_model_arn" {
  description = "The model that embeds articles and questions."
  value       = local.embedding_model_arn
}

output "vector_bucket_name" {
  description = "Where the vectors of both sides are."
  value       = aws_s3vectors_vector_bucket.kb.vector_bucket_name
}

output "protections" {
  description = "Whether vectors survive a destroy."
  value       = { vectors_survive_destroy = !aws_s3vectors_vector_bucket.kb.force_destroy }
}
