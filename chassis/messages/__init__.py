"""Messages to people: written with the fact they tell of, sent later. It must not know what a message is about."""
