"""A user's script on Huawei's official Python SDKs: orders, fills, changes and deletes a RocketMQ instance.

Prints one JSON object per line for the test that runs it. Only the endpoint differs from the cloud.
"""

import json
import os
import sys
import time

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkrocketmq.v2 import (
    CreateConsumerGroupOrBatchDeleteConsumerGroupReq,
    CreateConsumerGroupOrBatchDeleteConsumerGroupRequest,
    CreateInstanceByEngineReq,
    CreateInstanceByEngineRequest,
    CreateTopicOrBatchDeleteTopicReq,
    CreateTopicOrBatchDeleteTopicRequest,
    DeleteInstanceRequest,
    ListAvailableZonesRequest,
    ListInstanceConsumerGroupsRequest,
    ListRocketInstanceTopicsRequest,
    RocketMQClient,
    SendMessageReq,
    SendMessageRequest,
    ShowInstanceRequest,
    UpdateInstanceReq,
    UpdateInstanceRequest,
)
from huaweicloudsdkvpc.v2 import (
    ListSecurityGroupsRequest,
    ListSubnetsRequest,
    ListVpcsRequest,
    VpcClient,
)


def say(**facts):
    print(json.dumps(facts), flush=True)


def main():
    credentials = BasicCredentials(
        os.environ["POLYBROKER_ACCESS_KEY"],
        os.environ["POLYBROKER_SECRET_KEY"],
        os.environ["POLYBROKER_PROJECT_ID"],
    )
    endpoint = os.environ["POLYBROKER_ENDPOINT"]

    def client(kind):
        return kind.new_builder().with_credentials(credentials).with_endpoint(endpoint).build()

    rocketmq, network = client(RocketMQClient), client(VpcClient)
    zones = rocketmq.list_available_zones(ListAvailableZonesRequest()).available_zones
    body = CreateInstanceByEngineReq(
        name="from-python",
        engine="reliability",
        engine_version="4.8.0",
        product_id="c6.4u8g.cluster.small",
        broker_num=1,
        storage_space=300,
        storage_spec_code="dms.physical.storage.high.v2",
        vpc_id=network.list_vpcs(ListVpcsRequest()).vpcs[0].id,
        subnet_id=network.list_subnets(ListSubnetsRequest()).subnets[0].id,
        security_group_id=network.list_security_groups(ListSecurityGroupsRequest()).security_groups[0].id,
        available_zones=[zones[0].id],
    )
    request = CreateInstanceByEngineRequest(engine="reliability", body=body)
    instance_id = rocketmq.create_instance_by_engine(request).instance_id
    show = ShowInstanceRequest(instance_id=instance_id)
    say(step="created", status=rocketmq.show_instance(show).status)

    deadline = time.monotonic() + 300
    while (instance := rocketmq.show_instance(show)).status == "CREATING" and time.monotonic() < deadline:
        time.sleep(0.2)
    say(step="settled", status=instance.status, brokers=instance.broker_num, engine=instance.engine)

    topic = CreateTopicOrBatchDeleteTopicReq(name="from-python", queue_num=2)
    rocketmq.create_topic_or_batch_delete_topic(
        CreateTopicOrBatchDeleteTopicRequest(instance_id=instance_id, body=topic)
    )
    group = CreateConsumerGroupOrBatchDeleteConsumerGroupReq(name="readers")
    rocketmq.create_consumer_group_or_batch_delete_consumer_group(
        CreateConsumerGroupOrBatchDeleteConsumerGroupRequest(instance_id=instance_id, body=group)
    )
    topics = rocketmq.list_rocket_instance_topics(ListRocketInstanceTopicsRequest(instance_id=instance_id))
    groups = rocketmq.list_instance_consumer_groups(ListInstanceConsumerGroupsRequest(instance_id=instance_id))
    say(step="filled", topics=[one.name for one in topics.topics], groups=[one.name for one in groups.groups])

    message = SendMessageReq(topic="from-python", body="hello")
    sent = rocketmq.send_message(
        SendMessageRequest(engine="reliability", instance_id=instance_id, body=message)
    )
    say(step="sent", body=sent.body, broker=sent.broker_name)

    change = UpdateInstanceReq(name="renamed-by-python", description="with a description")
    rocketmq.update_instance(UpdateInstanceRequest(instance_id=instance_id, body=change))
    instance = rocketmq.show_instance(show)
    say(step="updated", name=instance.name, description=instance.description)

    rocketmq.delete_instance(DeleteInstanceRequest(instance_id=instance_id))
    while time.monotonic() < deadline:
        try:
            rocketmq.show_instance(show)
        except ClientRequestException as refusal:
            say(step="gone", status=refusal.status_code, code=refusal.error_code)
            return 0
        time.sleep(0.2)
    return 1


if __name__ == "__main__":
    sys.exit(main())
