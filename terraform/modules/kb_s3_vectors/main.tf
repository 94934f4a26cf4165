data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # A refresh writes to the side that does not serve: a sync changes a live index in place.
  sides = toset(["blue", "green"])

  sources = {
    web_docs         = "Sections of the product docs."
    curated_articles = "Articles distilled from support mail, approved by people."
  }

  data_sources = merge([for side in local.sides : {
    for source, description in local.sources : "${side}/${source}" => { side = side, source = source, description = description }
  }]...)

  partition           = data.aws_partition.current.partition
  account             = data.aws_caller_identity.current.account_id
  region              = data.aws_region.current.region
  embedding_model_arn = "arn:${local.partition}:bedrock:${local.region}::foundation-model/${var.embedding.model_id}"
}

resource "aws_s3vectors_vector_bucket" "kb" {
  vector_bucket_name = "${var.name}-vectors-${local.account}"
  force_destroy      = !var.is_prod

  encryption_configuration {
    sse_type = "AES256"
  }
}

# Each argument can only be chosen once. The dimensions are in the name, so that the index of other ones can be made beside the old one.
resource "aws_s3vectors_index" "kb" {
  for_each = local.sides

  index_name         = "${each.key}-${var.embedding.dimensions}"
  vector_bucket_name = aws_s3vectors_vector_bucket.kb.vector_bucket_name
  data_type          = "float32"
  dimension          = var.embedding.dimensions
  distance_metric    = "cosine"

  # Bedrock keeps the text and its own notes under these keys. Filterable metadata has at most 2,048 bytes: an article is longer, and its
  # ingestion would fail.
  metadata_configuration {
    non_filterable_metadata_keys = ["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"]
  }
}

resource "aws_bedrockagent_knowledge_base" "kb" {
  for_each = local.sides

  name        = "${var.name}-${each.key}"
  description = "Product docs and curated articles, ${each.key} side."
  role_arn    = aws_iam_role.kb[each.key].arn

  knowledge_base_configuration {
    type = "VECTOR"

    vector_knowledge_base_configuration {
      embedding_model_arn = local.embedding_model_arn

      embedding_model_configuration {
        bedrock_embedding_model_configuration {
          dimensions          = var.embedding.dimensions
          embedding_data_type = "FLOAT32"
        }
      }
    }
  }

  storage_configuration {
    type = "S3_VECTORS"

    s3_vectors_configuration {
      index_arn = aws_s3vectors_index.kb[each.key].index_arn
    }
  }

  # Bedrock looks at the index with the role as soon as it is told of it, and clears it with the role at the end.
  depends_on = [aws_iam_role_policy.kb]
}

resource "aws_bedrockagent_data_source" "kb" {
  for_each = local.data_sources

  knowledge_base_id = aws_bedrockagent_knowledge_base.kb[each.value.side].id
  name              = replace(each.value.source, "_", "-")
  description       = each.value.description

  # With DELETE it could not be removed once the index is gone: it would stay in DELETE_UNSUCCESSFUL.
  data_deletion_policy = "RETAIN"

  data_source_configuration {
    type = "S3"

    s3_configuration {
      bucket_arn = var.files.arn
      # Each refresh checks that it is exactly this one (core/aws/target-findings.ts).
      inclusion_prefixes = ["kb/${each.key}/"]
    }
  }

  # A row of a shard is the unit of knowledge: what cuts it makes passages out of halves.
  vector_ingestion_configuration {
    chunking_configuration {
      chunking_strategy = "NONE"
    }
  }
}
