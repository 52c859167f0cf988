package org.meterline.simulator.webhook;

import java.util.ArrayList;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.chat.Status;
import org.meterline.simulator.http.Parameters;
import org.meterline.simulator.http.Parameters.Parameter;

/** The form of a status callback. */
final class CallbackForm {

    private CallbackForm() {}

    static Parameters of(Message message, Status status, @Nullable Integer errorCode) {
        var form = new TreeMap<String, String>();
        form.put("AccountSid", message.accountSid());
        form.put("ApiVersion", "2010-04-01");
        form.put("From", message.from().wire());
        form.put("MessageSid", message.sid());
        form.put("MessageStatus", status.word());
        form.put("SmsSid", message.sid());
        form.put("SmsStatus", status.word());
        form.put("To", message.to().wire());
        if (message.to().channel() == Channel.WHATSAPP) {
            form.put("ChannelPrefix", "whatsapp");
            form.put("ChannelToAddress", message.to().number());
            if (status == Status.READ) {
                form.put("EventType", "READ");
            }
        }
        if (message.messagingServiceSid() != null) {
            form.put("MessagingServiceSid", message.messagingServiceSid());
        }
        if (errorCode != null) {
            form.put("ErrorCode", errorCode.toString());
        }
        var parameters = new ArrayList<Parameter>();
        form.forEach((name, value) -> parameters.add(new Parameter(name, value)));
        return Parameters.of(parameters);
    }
}
