"""Nothing that a visitor has not agreed to is loaded: frames of other sites, say, or tags that count visits."""
