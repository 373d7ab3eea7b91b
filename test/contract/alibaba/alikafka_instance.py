"""Alibaba's official Python SDK with nothing changed but the endpoint, from an order to the end of its instance.

Arguments: `deploy <vpc> <vSwitch> <version>`, `use <instance>`, `secure <instance>` or `end <instance>`. Prints one JSON
object. Where the API is and with which key it is called stands in the environment.
"""

import json
import os
import sys
import time

from alibabacloud_alikafka20190916.client import Client
from alibabacloud_alikafka20190916 import models
from alibabacloud_tea_openapi.utils_models import Config

region = "cn-hangzhou"
client = Client(
    Config(
        access_key_id=os.environ["POLYBROKER_ACCESS_KEY"],
        access_key_secret=os.environ["POLYBROKER_SECRET_KEY"],
        endpoint=os.environ["POLYBROKER_ENDPOINT"].removeprefix("http://"),
        protocol="http",
        region_id=region,
    )
)


def instances(**question):
    request = models.GetInstanceListRequest(region_id=region, **question)
    return client.get_instance_list(request).body.instance_list.instance_vo


def until(is_so):
    deadline = time.monotonic() + 240
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("Not within four minutes.")
        time.sleep(0.3)


def refusal_of(call, request):
    try:
        call(request)
    except Exception as error:  # the SDK's own class differs between its versions
        return error.code
    return None


def deploy(vpc_id, v_switch_id, version):
    order = client.create_post_pay_order(
        models.CreatePostPayOrderRequest(region_id=region, deploy_type=5, io_max=20, disk_size=500, topic_quota=50)
    ).body
    ordered = instances(order_id=order.order_id)[0]
    started = client.start_instance(
        models.StartInstanceRequest(
            region_id=region,
            instance_id=ordered.instance_id,
            vpc_id=vpc_id,
            v_switch_id=v_switch_id,
            zone_id="zonea",
            name="by-python",
            service_version=version,
        )
    ).body
    refusal = refusal_of(
        client.delete_instance, models.DeleteInstanceRequest(region_id=region, instance_id=ordered.instance_id)
    )
    until(lambda: instances(instance_id=[ordered.instance_id])[0].service_status == 5)
    running = instances(instance_id=[ordered.instance_id])[0]
    ids = {"region_id": region, "instance_id": ordered.instance_id}
    client.create_topic(models.CreateTopicRequest(**ids, topic="by-python", remark="a topic", partition_num="3"))
    client.create_consumer_group(models.CreateConsumerGroupRequest(**ids, consumer_id="readers", remark="a group"))
    return {
        "id": ordered.instance_id,
        "endpoint": running.end_point,
        "statuses": [ordered.service_status, running.service_status],
        "started": [started.code, started.message, started.success],
        "refusal": refusal,
        "version": running.upgrade_service_detail_info.current_2open_source_version,
    }


def use(instance_id):
    """What clients of Kafka did meanwhile, and an instance without access rules."""
    ids = {"region_id": region, "instance_id": instance_id}
    topics = client.get_topic_list(models.GetTopicListRequest(**ids, current_page="1", page_size="10")).body.topic_list
    status = client.get_topic_status(models.GetTopicStatusRequest(**ids, topic="by-python")).body.topic_status
    progress = client.get_consumer_progress(
        models.GetConsumerProgressRequest(**ids, consumer_id="readers")
    ).body.consumer_progress
    messages = []
    for partition in range(3):
        request = models.QueryMessageRequest(
            **ids, topic="by-python", query_type="byOffset", partition=str(partition), offset="0"
        )
        messages += client.query_message(request).body.message_list
    return {
        "topics": [topic.topic for topic in topics.topic_vo],
        "count": status.total_count,
        "lag": progress.total_diff,
        "messages": sorted(message.value for message in messages),
    }


def secure(instance_id):
    """A user with a rule, where logins are switched on."""
    ids = {"region_id": region, "instance_id": instance_id}
    client.create_sasl_user(
        models.CreateSaslUserRequest(**ids, username="by-python", password="Python-1", type="scram")
    )
    client.create_topic(models.CreateTopicRequest(**ids, topic="secured", remark="has a rule", partition_num="2"))
    rule = {"username": "by-python", "acl_resource_type": "Topic", "acl_resource_name": "secured"}
    client.create_acl(
        models.CreateAclRequest(**ids, **rule, acl_resource_pattern_type="LITERAL", acl_operation_type="Write")
    )
    users = client.describe_sasl_users(models.DescribeSaslUsersRequest(**ids)).body.sasl_user_list.sasl_user_vo
    rules = client.describe_acls(models.DescribeAclsRequest(**ids, **rule)).body.kafka_acl_list.kafka_acl_vo
    return {
        "users": [[user.username, user.type, user.mechanism] for user in users if user.username == "by-python"],
        "rules": [[one.acl_operation_type, one.acl_permission_type, one.host] for one in rules],
    }


def end(instance_id):
    ids = {"region_id": region, "instance_id": instance_id}
    client.delete_topic(models.DeleteTopicRequest(**ids, topic="by-python"))
    client.delete_consumer_group(models.DeleteConsumerGroupRequest(**ids, consumer_id="readers"))
    client.release_instance(models.ReleaseInstanceRequest(**ids, force_delete_instance=True))
    released = instances(instance_id=[instance_id])[0].service_status
    client.delete_instance(models.DeleteInstanceRequest(**ids))
    until(lambda: instances(instance_id=[instance_id]) == [])
    return {"released": released}


steps = {"deploy": deploy, "use": use, "secure": secure, "end": end}
print(json.dumps(steps[sys.argv[1]](*sys.argv[2:])))
