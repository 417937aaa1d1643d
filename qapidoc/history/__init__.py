"""When a wire name was there: releases read, and put together to a history."""
