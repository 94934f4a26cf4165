mock_provider "aws" {
  source = "../../tests/mocks"

  override_resource {
    target = aws_bedrockagent_knowledge_base.kb["blue"]
    values = { id = "KBBLUE0001", arn = "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBBLUE0001" }
  }

  override_resource {
    target = aws_bedrockagent_knowledge_base.kb["green"]
    values = { id = "KBGREEN001", arn = "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBGREEN001" }
  }

  override_resource {
    target = aws_s3vectors_index.kb["blue"]
    values = { index_arn = "arn:aws:s3vectors:us-east-1:123456789012:bucket/mock/index/blue-1024" }
  }

  override_resource {
    target = aws_s3vectors_index.kb["green"]
    values = { index_arn = "arn:aws:s3vectors:us-east-1:123456789012:bucket/mock/index/green-1024" }
  }

  override_resource {
    target = aws_bedrockagent_data_source.kb["green/web_docs"]
    values = { data_source_id = "GREENDOCS1" }
  }
}

variables {
  name    = "threadwell-dev"
  is_prod = false
  files   = { name = "threadwell-dev-files-123456789012", arn = "arn:aws:s3:::threadwell-dev-files-123456789012" }
}

run "a_refresh_finds_what_it_checks" {
  assert {
    condition = { for key, source in aws_bedrockagent_data_source.kb : key => source.data_source_configuration[0].s3_configuration[0].inclusion_prefixes } == {
      "blue/curated_articles"  = toset(["kb/blue/curated_articles/"])
      "blue/web_docs"          = toset(["kb/blue/web_docs/"])
      "green/curated_articles" = toset(["kb/green/curated_articles/"])
      "green/web_docs"         = toset(["kb/green/web_docs/"])
    }
    error_message = "Each side reads its own two folders."
  }

  assert {
    condition = alltrue([for source in aws_bedrockagent_data_source.kb :
      source.vector_ingestion_configuration[0].chunking_configuration[0].chunking_strategy == "NONE" && source.data_deletion_policy == "RETAIN"
    ])
    error_message = "Rows stay whole, and a source can be removed when its index is gone."
  }

  assert {
    condition = alltrue([for key, source in aws_bedrockagent_data_source.kb :
      source.knowledge_base_id == (startswith(key, "blue/") ? "KBBLUE0001" : "KBGREEN001") && source.data_source_configuration[0].s3_configuration[0].bucket_arn == var.files.arn
    ])
    error_message = "Each source belongs to its side and reads the bucket that shards are uploaded to."
  }

  assert {
    condition     = output.sides.green == { knowledge_base_id = "KBGREEN001", arn = "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBGREEN001", data_sources = { web_docs = "GREENDOCS1", curated_articles = "SOURCE0001" } }
    error_message = "The stack's names are told by side and source."
  }
}

run "vectors_fit_the_model" {
  assert {
    condition = alltrue([for side in ["blue", "green"] : alltrue([
      aws_s3vectors_index.kb[side].dimension == 1024,
      aws_s3vectors_index.kb[side].index_name == "${side}-1024",
      aws_s3vectors_index.kb[side].distance_metric == "cosine",
      aws_bedrockagent_knowledge_base.kb[side].knowledge_base_configuration[0].vector_knowledge_base_configuration[0].embedding_model_configuration[0].bedrock_embedding_model_configuration[0].dimensions == 1024,
      aws_bedrockagent_knowledge_base.kb[side].storage_configuration[0].s3_vectors_configuration[0].index_arn == "arn:aws:s3vectors:us-east-1:123456789012:bucket/mock/index/${side}-1024",
    ])])
    error_message = "Index and model agree on the dimensions, and each side has an index of its own. Confidences are cosines."
  }

  assert {
    condition = alltrue([for index in aws_s3vectors_index.kb :
      index.metadata_configuration[0].non_filterable_metadata_keys == toset(["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"])
    ])
    error_message = "Texts are longer than filterable metadata may be."
  }

  assert {
    condition     = output.embedding_model_arn == "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0"
    error_message = "The model is one of the region."
  }
}

run "each_role_reaches_its_own_side" {
  assert {
    condition = alltrue([for side in ["blue", "green"] : toset(flatten([for statement in jsondecode(aws_iam_role_policy.kb[side].policy).Statement : statement.Resource])) == toset([
      "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0",
      "arn:aws:s3:::threadwell-dev-files-123456789012",
      "arn:aws:s3:::threadwell-dev-files-123456789012/kb/${side}/*",
      "arn:aws:s3vectors:us-east-1:123456789012:bucket/mock/index/${side}-1024",
    ])])
    error_message = "A role has the model, the bucket's listing, the files and the index of its side, and nothing else."
  }

  assert {
    condition     = alltrue([for policy in aws_iam_role_policy.kb : contains(flatten([for statement in jsondecode(policy.policy).Statement : statement.Action]), "s3vectors:DeleteVectors")])
    error_message = "Every ingestion but the first deletes vectors."
  }

  assert {
    condition     = alltrue([for role in aws_iam_role.kb : jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"])
    error_message = "Bedrock takes a role for this account alone."
  }
}

run "refuses_dimensions_that_the_model_does_not_give" {
  command = plan

  variables {
    embedding = { dimensions = 1536 }
  }

  expect_failures = [var.embedding]
}

run "refuses_an_inference_profile" {
  command = plan

  variables {
    embedding = { model_id = "us.amazon.titan-embed-text-v2:0" }
  }

  expect_failures = [var.embedding]
}

run "prod_keeps_its_vectors" {
  variables {
    is_prod = true
  }

  assert {
    condition     = !aws_s3vectors_vector_bucket.kb.force_destroy
    error_message = "A bucket with vectors in it may not be deleted in prod."
  }
}
