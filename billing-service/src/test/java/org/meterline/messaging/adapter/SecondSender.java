package org.meterline.messaging.adapter;

import java.time.InstantSource;
import org.meterline.conversation.Talk;
import org.meterline.messaging.domain.MessageSender;
import org.meterline.platform.Sql;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenants;

/** Another instance's sender, at work on the same queue. */
public final class SecondSender {

    private final SendingLoop loop;

    public SecondSender(Talk talk) {
        var settings = talk.bean(MessagingSettings.class);
        var claims = new Claims(
                talk.bean(WorkerTransactions.class),
                talk.bean(Sql.class),
                talk.bean(Tenants.class),
                settings,
                talk.bean(InstantSource.class));
        loop = new SendingLoop(
                claims,
                talk.bean(Results.class),
                talk.bean(MessageSender.class),
                new Breaker(settings),
                talk.bean(SendingIndicator.class),
                settings);
        loop.start();
    }

    /** Takes nothing more, and lets what is in hand end. */
    public void close() {
        loop.stop();
    }
}
