/* Written by the platform team
   for the shop. */
variable "db_password" {
  type    = string
  default = "0TCR9R-pz-Z3R"
}

provider "postgresql" {
  host     = "zw-1.hyjrick.com"
  username = "jqws_zmqyw"
  password = var.db_password # not "Gammel7pass"
}

resource "aws_instance" "web" {
  ami           = "ami-868f2228a277a3cc1"
  instance_type = "t3.micro"
  private_ip    = "10.28.200.86"
  tags = {
    Name  = "gaf-gmlc-3"
    Owner : "m.zpriib@hyjrick.com"
  }
  user_data = <<-EOT
    #!/bin/sh
    hostname gaf-gmlc-3
    echo "192.0.2.50 bsdmwd.hyjrick.com" >> /etc/hosts
    export API_KEY="50b63240d646e6e8726a"
  EOT

  dynamic "ingress" {
    for_each = [22, 443]
    content { cidr_blocks = ["203.0.113.224/28", local.office] }
  }
}

output "url" { value = "https://${aws_instance.web.private_ip}:8443/admin" }
