variable "name" {
  description = "Prefix of everything that is made, such as `threadwell-dev`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "It must be 3 to 32 of a-z, 0-9 and -: with the account behind it, it is the name of a bucket."
  }
}

variable "is_prod" {
  description = "Refuses to delete the vectors while there are some."
  type        = bool
}

variable "files" {
  description = "The bucket that shards are uploaded to (module `store`)."
  type = object({
    name = string
    arn  = string
  })
}

variable "embedding" {
  description = <<-EOT
    What makes vectors of articles and questions:
    - `model_id`: a foundation model of the region. Another one means both indexes anew, and thresholds that have to be measured again.
    - `dimensions`: numbers in a vector; part of the name of the index, since it cannot be changed there.
  EOT
  type = object({
    model_id   = optional(string, "amazon.titan-embed-text-v2:0")
    dimensions = optional(number, 1024)
  })
  default = {}

  validation {
    condition     = can(regex("^[a-z0-9-]+\\.[a-z0-9.:-]+$", var.embedding.model_id)) && !can(regex("^(us|eu|apac|ap|global)\\.", var.embedding.model_id))
    error_message = "It must be the id of a foundation model, such as `amazon.titan-embed-text-v2:0`: knowledge bases embed with no inference profile."
  }

  validation {
    condition     = var.embedding.dimensions >= 1 && var.embedding.dimensions <= 4096 && floor(var.embedding.dimensions) == var.embedding.dimensions
    error_message = "S3 Vectors takes 1 to 4096 dimensions."
  }

  validation {
    condition     = !startswith(var.embedding.model_id, "amazon.titan-embed-text-v2") || contains([256, 512, 1024], var.embedding.dimensions)
    error_message = "Titan Text Embeddings V2 gives 256, 512 or 1024 dimensions."
  }
}
