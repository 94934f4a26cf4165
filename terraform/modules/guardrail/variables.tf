variable "name" {
  description = "Prefix of everything that is made, such as `threadwell-dev`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "It must be 3 to 32 of a-z, 0-9 and -."
  }
}

variable "cross_region_profile" {
  description = "A guardrail profile such as `us.guardrail.v1:0`: reads some sixty languages, in the regions that the profile names. Null: this region alone, and English, French and Spanish."
  type        = string
  default     = null

  validation {
    condition     = var.cross_region_profile == null || can(regex("^[a-z-]+\\.guardrail\\.v[0-9]+:[0-9]+$", var.cross_region_profile))
    error_message = "It must look like `us.guardrail.v1:0`."
  }
}
