import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * RocketMQ's own Java client sends ordered, delayed and transactional messages and consumes them. Arguments: the name servers, an access key and
 * a secret key. Prints a line for each topic with what was consumed, in order, and how many milliseconds the delayed one took.
 */
public final class MessageTypes {
    private static RPCHook login;
    private static String nameServers;

    public static void main(String[] arguments) throws Exception {
        nameServers = arguments[0];
        login = new AclClientRPCHook(new SessionCredentials(arguments[1], arguments[2]));
        TransactionMQProducer producer = new TransactionMQProducer("java-producers", login);
        producer.setNamesrvAddr(nameServers);
        producer.setTransactionListener(new TransactionListener() {
            @Override
            public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
                return new String(message.getBody(), StandardCharsets.UTF_8).startsWith("kept")
                    ? LocalTransactionState.COMMIT_MESSAGE
                    : LocalTransactionState.ROLLBACK_MESSAGE;
            }

            @Override
            public LocalTransactionState checkLocalTransaction(MessageExt message) {
                return LocalTransactionState.UNKNOW;
            }
        });
        producer.start();
        for (String body : new String[] {"dropped-1", "kept-1", "dropped-2", "kept-2"}) {
            producer.sendMessageInTransaction(message("java-transaction", body), null);
        }
        for (int number = 1; number <= 5; number++) {
            producer.send(message("java-ordered", String.valueOf(number)), (queues, message, key) -> queues.get(0), null);
        }
        Message delayed = message("java-delayed", "later");
        delayed.setDelayTimeLevel(2);
        long sentAt = System.currentTimeMillis();
        producer.send(delayed);
        System.out.println("transaction " + String.join(" ", consume("java-transaction", 2)));
        System.out.println("ordered " + String.join(" ", consume("java-ordered", 5)));
        System.out.println("delayed " + String.join(" ", consume("java-delayed", 1)) + " " + (System.currentTimeMillis() - sentAt));
        producer.shutdown();
        System.exit(0);
    }

    private static Message message(String topic, String body) {
        return new Message(topic, "tag", body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> consume(String topic, int count) throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        DefaultMQPushConsumer consumer =
            new DefaultMQPushConsumer(topic + "-readers", login, new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(nameServers);
        consumer.setInstanceName(topic);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
            for (MessageExt message : messages) bodies.add(new String(message.getBody(), StandardCharsets.UTF_8));
            return ConsumeOrderlyStatus.SUCCESS;
        });
        consumer.start();
        while (bodies.size() < count) Thread.sleep(50);
        consumer.shutdown();
        return bodies;
    }
}
