import { words } from "#parts";

/**
 * Version of the notice that is read to somebody who joins at the counter. Every answer is kept with it; another text is
 * another version.
 */
export const noticeVersion = "club-counter-1";
export const notice = words({
  head: { zh: "会员告知书", en: "Notice to members" },
  about: {
    zh: "我们记录您的手机号（加密保存，店员看不到全号）、会员号与在本平台各门店和网店的购买，用来提供会员服务与售后。",
    en: "We keep your phone number (hashed; staff never see it in full), your member number and your purchases at all venues and web shops of this platform, to serve you as a member and after the sale.",
  },
  choice: {
    zh: "下面两项由您选择，不同意也能入会；以后可以随时在“我的 › 隐私”里改变、查看、导出或删除。",
    en: "The two choices below are yours; you may join without them. You can change them, see, export or erase everything at any time under Me › Privacy.",
  },
  personalisation: {
    zh: "同意根据我的购买与浏览为我推荐，并让导购看到我的喜好",
    en: "I agree to recommendations from what I bought and looked at, and that guides see what I like",
  },
  marketing: { zh: "同意接收活动与优惠消息", en: "I agree to receive news and offers" },
});
