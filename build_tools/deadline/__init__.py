"""From a 「公开时限」 and a day to the latest day: the counting, and how the answer is worded."""
