variable "name" {
  description = "Prefix of everything that is made, such as `threadwell-dev`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "It must be 3 to 32 of a-z, 0-9 and -."
  }
}

variable "is_prod" {
  description = "Refuses to delete images, and measures the containers."
  type        = bool
}

variable "ingest_function_arn" {
  description = "The function `kb-ingest` with its alias: the state machine calls it for most of its steps."
  type        = string

  validation {
    condition     = can(regex(":function:[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$", var.ingest_function_arn))
    error_message = "It must be the ARN of an alias: without one a refresh could meet two versions of the code."
  }
}

variable "knowledge_base_arns" {
  description = "ARNs of both sides' knowledge bases (module `kb_s3_vectors`)."
  type        = list(string)

  validation {
    condition     = length(var.knowledge_base_arns) == 2
    error_message = "There are two sides, and a refresh may come to write to either."
  }
}

variable "topics" {
  description = "ARNs of the topics that are told how a refresh ended (module `intake`)."
  type = object({
    success = string
    failure = string
  })
}

variable "files" {
  description = "The bucket that the crawl's CSV goes to (module `store`)."
  type = object({
    name = string
    arn  = string
  })
}

variable "table" {
  description = "The table in which drafts are marked whose docs changed (module `store`)."
  type = object({
    arn       = string
    index_arn = string
  })
}

variable "stack" {
  description = "THREADWELL_STACK of the crawl: the JSON of the stack's names, as core/aws/stack.ts reads it."
  type        = string

  validation {
    condition     = can(jsondecode(var.stack).bucket) && can(jsondecode(var.stack).table) && can(jsondecode(var.stack).knowledge_bases.blue.id)
    error_message = "It must be JSON with at least `region`, `bucket`, `table` and `knowledge_bases`."
  }
}

variable "network" {
  description = <<-EOT
    Where the crawl runs:
    - `vpc_id`, `subnet_ids`: a subnet with a way to the internet, since that is what is crawled.
    - `assign_public_ip`: true for public subnets; false where a NAT gateway leads out.
  EOT
  type = object({
    vpc_id           = string
    subnet_ids       = list(string)
    assign_public_ip = optional(bool, true)
  })

  validation {
    condition     = length(var.network.subnet_ids) > 0 && length(var.network.subnet_ids) <= 16
    error_message = "ECS takes 1 to 16 subnets."
  }
}

variable "image_tag" {
  description = "Which image of the repository crawls, by the commit that it was built from."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$", var.image_tag)) && var.image_tag != "latest"
    error_message = "It must be a tag and not `latest`: tags cannot be moved here."
  }
}

variable "task" {
  description = "What a crawl may use: `cpu` in units of 1/1024 and `memory_mb`, as Fargate pairs them."
  type = object({
    cpu       = optional(number, 1024)
    memory_mb = optional(number, 2048)
  })
  default = {}

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.task.cpu) && var.task.memory_mb >= 2 * var.task.cpu && var.task.memory_mb <= 8 * var.task.cpu
    error_message = "Fargate takes 256, 512, 1024, 2048 or 4096 units, with two to eight times as many megabytes."
  }
}

variable "schedule" {
  description = <<-EOT
    When docs are crawled and the knowledge base is refreshed:
    - `expression`: of EventBridge Scheduler, such as `rate(1 day)` or `cron(0 4 * * ? *)`.
    - `timezone`: in which a cron expression is read.
    - `enabled`: false leaves refreshes to people.
  EOT
  type = object({
    expression = optional(string, "rate(1 day)")
    timezone   = optional(string, "UTC")
    enabled    = optional(bool, true)
  })
  default = {}

  validation {
    condition     = can(regex("^(rate|cron)\\(.+\\)$", var.schedule.expression))
    error_message = "It must be `rate(…)` or `cron(…)`."
  }
}

variable "log_retention_days" {
  description = "Days that steps and crawls stay in the logs."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731 … days, and never for ever here."
  }
}

variable "xray" {
  description = "Traces the steps of refreshes."
  type        = bool
  default     = true
}
