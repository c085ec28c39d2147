"""Who said what: quotes, speakers, utterances."""
