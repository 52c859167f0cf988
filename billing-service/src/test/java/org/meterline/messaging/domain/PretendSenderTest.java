package org.meterline.messaging.domain;

import org.meterline.messaging.domain.MessageSender.Answer;

class PretendSenderTest extends MessageSenderContract {

    private final PretendSender sender = new PretendSender();

    @Override
    protected MessageSender sender() {
        return sender;
    }

    @Override
    protected void refuseNext(int httpStatus, String code) {
        sender.answerNext(
                httpStatus >= 500 ? new Answer.Unknown("pretended") : new Answer.Refused(code, httpStatus, null));
    }

    @Override
    protected void takeNextAndSayNothing() {
        sender.sayNothingNext();
    }

    @Override
    protected void disappear() {
        sender.disappear();
    }
}
