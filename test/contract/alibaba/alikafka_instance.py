"""Alibaba's official Python SDK with nothing changed but the endpoint: an order, its deployment, and how it ends.

Arguments: host:port, access key, secret key, VPC, vSwitch. Prints the ServiceStatus after each step.
"""

import json
import sys

from alibabacloud_alikafka20190916.client import Client
from alibabacloud_alikafka20190916 import models
from alibabacloud_tea_openapi.utils_models import Config

endpoint, access_key, secret_key, vpc_id, v_switch_id = sys.argv[1:6]
region = "cn-hangzhou"
client = Client(
    Config(
        access_key_id=access_key,
        access_key_secret=secret_key,
        endpoint=endpoint,
        protocol="http",
        region_id=region,
    )
)


def instance_of(**question):
    request = models.GetInstanceListRequest(region_id=region, **question)
    return client.get_instance_list(request).body.instance_list.instance_vo[0]


order = client.create_post_pay_order(
    models.CreatePostPayOrderRequest(
        region_id=region, deploy_type=5, io_max=20, disk_size=500, topic_quota=50
    )
).body
ordered = instance_of(order_id=order.order_id)
statuses = [ordered.service_status]
started = client.start_instance(
    models.StartInstanceRequest(
        region_id=region,
        instance_id=ordered.instance_id,
        vpc_id=vpc_id,
        v_switch_id=v_switch_id,
        zone_id="zonea",
        name="by-python",
        service_version="2.2.0",
    )
).body
statuses.append(instance_of(instance_id=[ordered.instance_id]).service_status)
try:
    client.delete_instance(
        models.DeleteInstanceRequest(region_id=region, instance_id=ordered.instance_id)
    )
    refusal = None
except Exception as error:  # the SDK's own class differs between its versions
    refusal = error.code
print(
    json.dumps(
        {
            "id": ordered.instance_id,
            "started": [started.code, started.message, started.success],
            "statuses": statuses,
            "refusal": refusal,
        }
    )
)
