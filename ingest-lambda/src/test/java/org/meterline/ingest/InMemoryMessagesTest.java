package org.meterline.ingest;

class InMemoryMessagesTest implements MessagesContract {

    private final InMemoryMessages messages = new InMemoryMessages();

    @Override
    public Messages messages() {
        return messages;
    }
}
