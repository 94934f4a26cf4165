variable "function" {
  description = "The streaming function, by its alias: outputs `function_name` and `alias_name` of module lambda."
  type = object({
    name       = string
    alias_name = string
  })
}

variable "distribution_arn" {
  description = "The distribution of CloudFront that alone may call it."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:cloudfront::[0-9]{12}:distribution/[A-Z0-9]+$", var.distribution_arn))
    error_message = "distribution_arn is the ARN of a distribution; a wildcard would let in everybody's."
  }
}
