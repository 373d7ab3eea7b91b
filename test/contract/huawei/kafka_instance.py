"""A user's script on Huawei's official Python SDKs: orders, watches, changes and deletes a Kafka instance.

Prints one JSON object per line for the test that runs it. Only the endpoint differs from the cloud.
"""

import json
import os
import sys
import time

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkkafka.v2 import (
    CreateInstanceByEngineReq,
    CreatePostPaidKafkaInstanceRequest,
    DeleteInstanceRequest,
    KafkaClient,
    ListAvailableZonesRequest,
    ListInstancesRequest,
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

    kafka, network = client(KafkaClient), client(VpcClient)
    zones = kafka.list_available_zones(ListAvailableZonesRequest()).available_zones
    body = CreateInstanceByEngineReq(
        name="from-python",
        engine="kafka",
        engine_version="2.3.0",
        product_id="c6.2u4g.single",
        broker_num=1,
        storage_space=100,
        storage_spec_code="dms.physical.storage.ultra.v2",
        vpc_id=network.list_vpcs(ListVpcsRequest()).vpcs[0].id,
        subnet_id=network.list_subnets(ListSubnetsRequest()).subnets[0].id,
        security_group_id=network.list_security_groups(ListSecurityGroupsRequest()).security_groups[0].id,
        available_zones=[zones[0].id],
    )
    instance_id = kafka.create_post_paid_kafka_instance(CreatePostPaidKafkaInstanceRequest(body=body)).instance_id
    show = ShowInstanceRequest(instance_id=instance_id)
    say(step="created", status=kafka.show_instance(show).status)

    deadline = time.monotonic() + 180
    while (instance := kafka.show_instance(show)).status == "CREATING" and time.monotonic() < deadline:
        time.sleep(0.2)
    say(step="settled", status=instance.status, address=instance.connect_address, port=instance.port)

    change = UpdateInstanceReq(name="renamed-by-python", description="with a description")
    kafka.update_instance(UpdateInstanceRequest(instance_id=instance_id, body=change))
    instance = kafka.show_instance(show)
    say(step="updated", name=instance.name, description=instance.description)

    listed = kafka.list_instances(ListInstancesRequest(engine="kafka", name="renamed-by"))
    say(step="listed", count=listed.instance_num, names=[one.name for one in listed.instances])

    kafka.delete_instance(DeleteInstanceRequest(instance_id=instance_id))
    while time.monotonic() < deadline:
        try:
            kafka.show_instance(show)
        except ClientRequestException as refusal:
            say(step="gone", status=refusal.status_code, code=refusal.error_code)
            return 0
        time.sleep(0.2)
    return 1


if __name__ == "__main__":
    sys.exit(main())
