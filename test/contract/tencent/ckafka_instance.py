"""A user's script on Tencent Cloud's official Python SDK: orders an instance over three zones, watches and changes it.

Prints one JSON object per line for the test that runs it. Only the endpoint differs from the cloud.
"""

import json
import os
import sys
import time

from tencentcloud.ckafka.v20190819 import ckafka_client, models
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile


def say(**facts):
    print(json.dumps(facts), flush=True)


def main():
    credential = Credential(os.environ["POLYBROKER_ACCESS_KEY"], os.environ["POLYBROKER_SECRET_KEY"])
    http = HttpProfile(protocol="http", endpoint=os.environ["POLYBROKER_ENDPOINT"].removeprefix("http://"))
    region = "ap-guangzhou"

    def profile(method="TC3-HMAC-SHA256"):
        return ClientProfile(httpProfile=http, signMethod=method)

    network = CommonClient("vpc", "2017-03-12", credential, region, profile())
    in_first_zone = {"Filters": [{"Name": "zone", "Values": ["ap-guangzhou-1"]}]}
    subnet = network.call_json("DescribeSubnets", in_first_zone)["Response"]["SubnetSet"][0]

    client = ckafka_client.CkafkaClient(credential, region, profile())
    zones = [int(zone.ZoneId) for zone in client.DescribeCkafkaZone(models.DescribeCkafkaZoneRequest()).Result.ZoneList]
    order = models.CreatePostPaidInstanceRequest()
    order.from_json_string(
        json.dumps(
            {
                "InstanceName": "test55",
                "VpcId": subnet["VpcId"],
                "SubnetId": subnet["SubnetId"],
                "ZoneId": zones[0],
                "InstanceType": 1,
                "KafkaVersion": "3.2.3",
                "SpecificationsType": "profession",
                "DiskSize": 200,
                "BandWidth": 20,
                "Partition": 400,
                "DiskType": "CLOUD_BASIC",
                "PublicNetworkMonthly": 0,
                "MultiZoneFlag": True,
                "ZoneIds": zones,
            }
        )
    )
    data = client.CreatePostPaidInstance(order).Result.Data
    say(step="created", deals=len(data.DealNames), mapped=data.DealNameInstanceIdMapping[0].InstanceIdList == [data.InstanceId])

    show = models.DescribeInstancesDetailRequest()
    show.InstanceId = data.InstanceId
    deadline = time.monotonic() + 300
    while (instance := client.DescribeInstancesDetail(show).Result.InstanceList[0]).Status == 0 and time.monotonic() < deadline:
        time.sleep(0.5)
    say(step="settled", status=instance.Status, zones=instance.ZoneIds == zones, port=instance.Vport, brokers=len(instance.VipList))

    change = models.ModifyInstanceAttributesRequest()
    change.InstanceId = data.InstanceId
    change.InstanceName = "renamed-by-python"
    client.ModifyInstanceAttributes(change)
    say(step="renamed", name=client.DescribeInstancesDetail(show).Result.InstanceList[0].InstanceName)

    for method in ("HmacSHA1", "HmacSHA256"):
        older = ckafka_client.CkafkaClient(credential, region, profile(method))
        listing = models.DescribeInstancesDetailRequest()
        listing.InstanceIdList = [data.InstanceId]
        listing.Limit = 5
        say(step=method, total=older.DescribeInstancesDetail(listing).Result.TotalCount)

    try:
        client.DescribeInstanceAttributes(wrong_instance())
    except TencentCloudSDKException as refusal:
        say(step="refused", code=refusal.code)

    delete = models.DeleteInstancePostRequest()
    delete.InstanceId = data.InstanceId
    client.DeleteInstancePost(delete)
    while client.DescribeInstancesDetail(show).Result.TotalCount > 0 and time.monotonic() < deadline:
        time.sleep(0.5)
    say(step="gone", total=client.DescribeInstancesDetail(show).Result.TotalCount)
    return 0


def wrong_instance():
    request = models.DescribeInstanceAttributesRequest()
    request.InstanceId = "ckafka-00000000"
    return request


if __name__ == "__main__":
    sys.exit(main())
